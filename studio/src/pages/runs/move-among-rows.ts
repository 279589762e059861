// Arrow keys move the focus from row to row: to the same control, one row up or down.
import type { KeyboardEvent } from 'react';
import { focusWhenThere } from '../../core/focus.ts';

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 15, PageUp: -15 };

export function moveAmongRows(event: KeyboardEvent<HTMLElement>, scrollTo: (index: number) => void): void {
  const step = steps[event.key];
  const target = event.target as HTMLElement;
  const row = target.closest<HTMLElement>('[data-row]');
  if (step === undefined || !row || (target instanceof HTMLInputElement && target.type !== 'checkbox'))
    return;
  event.preventDefault();
  const scroller = event.currentTarget;
  const last = Number(scroller.querySelector('table')?.getAttribute('aria-rowcount')) - 2;
  const index = Math.max(0, Math.min(last, Number(row.dataset['row']) + step));
  const place = focusable(row).indexOf(target);
  scrollTo(index);
  focusWhenThere(() => {
    const next = scroller.querySelector<HTMLElement>(`[data-row="${index}"]`);
    return next && (focusable(next)[place] ?? focusable(next)[0]);
  });
}

const focusable = (row: HTMLElement): HTMLElement[] => [
  ...row.querySelectorAll<HTMLElement>('a, button, input'),
];
