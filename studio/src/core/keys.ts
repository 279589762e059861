// Keys as actions name them: `mod+k` (Command on a Mac, Control elsewhere), `shift+?`, or a sequence `g r`.

/** What of a keyboard event says which key it is. */
export interface Stroke {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

const isMac: boolean = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The name of a stroke, as in an action's keys. */
export function nameOfStroke({ key, ctrlKey, metaKey, altKey }: Stroke, mac = isMac): string {
  const mod = mac ? metaKey : ctrlKey;
  return `${mod ? 'mod+' : ''}${altKey ? 'alt+' : ''}${key.length === 1 ? key.toLowerCase() : key}`;
}

const signs: Readonly<Record<string, string>> = {
  Escape: 'Esc',
  Enter: '↵',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Backspace: '⌫',
};

/** The key as it is printed on a keyboard: `⌘K` or `Ctrl K`. */
export function writtenKeys(key: string, mac = isMac): string {
  const name = key.split('+').at(-1) || '+';
  const sign = signs[name] ?? (name.length === 1 ? name.toUpperCase() : name);
  return key.startsWith('mod+') ? (mac ? `⌘${sign}` : `Ctrl ${sign}`) : sign;
}

/** The keys in words for a screen reader: `Control K`, or `G then R`. */
export const spokenKeys = (keys: string, mac = isMac): string =>
  keys
    .split(' ')
    .map((key) => writtenKeys(key, mac).replace('⌘', 'Command ').replace('Ctrl', 'Control'))
    .join(' then ');

/** Whether a keyboard event belongs to a field in which one writes. */
export function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !/^(checkbox|radio|button|submit|range)$/.test(target.type);
}
