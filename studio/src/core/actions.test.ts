import { describe, expect, it, vi } from 'vitest';
import { ActionRegistry, matchingActions, type Action } from './actions.ts';

const stroke = (key: string, mods: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey', boolean>> = {}) => ({
  ...{ key, ctrlKey: false, metaKey: false, altKey: false },
  ...mods,
});

const action = (id: string, keys?: string, more: Partial<Action> = {}): Action => ({
  ...{ id, name: id, section: 'General', run: vi.fn() },
  ...(keys !== undefined && { keys }),
  ...more,
});

describe('keys', () => {
  it('run a single key, a combination and a sequence', () => {
    const registry = new ActionRegistry();
    const [single, palette, runs] = [action('c', 'c'), action('palette', 'mod+k'), action('runs', 'g r')];
    registry.add([single, palette, runs]);
    expect(registry.press(stroke('c'), false, 0)).toBe(true);
    expect(registry.press(stroke('k', { ctrlKey: true }), false, 0)).toBe(true);
    expect(registry.press(stroke('g'), false, 10)).toBe(false);
    expect(registry.press(stroke('r'), false, 500)).toBe(true);
    for (const { run } of [single, palette, runs]) expect(run).toHaveBeenCalledOnce();
  });

  it('forget the first key of a sequence after a moment', () => {
    const registry = new ActionRegistry();
    const runs = action('runs', 'g r');
    registry.add([runs]);
    registry.press(stroke('g'), false, 0);
    expect(registry.press(stroke('r'), false, 5000)).toBe(false);
    expect(runs.run).not.toHaveBeenCalled();
  });

  it('do nothing while one writes, except combinations', () => {
    const registry = new ActionRegistry();
    const [single, palette] = [action('c', 'c'), action('palette', 'mod+k')];
    registry.add([single, palette]);
    expect(registry.press(stroke('c'), true, 0)).toBe(false);
    expect(registry.press(stroke('k', { ctrlKey: true }), true, 0)).toBe(true);
    expect(single.run).not.toHaveBeenCalled();
  });

  it('do nothing with other modifiers', () => {
    const registry = new ActionRegistry();
    registry.add([action('c', 'c')]);
    expect(registry.press(stroke('c', { altKey: true }), false, 0)).toBe(false);
    expect(registry.press(stroke('c', { ctrlKey: true }), false, 0)).toBe(false);
  });

  it('belong to the action that was added last, until it is removed', () => {
    const registry = new ActionRegistry();
    const [old, young] = [action('old', 'c'), action('young', 'c')];
    registry.add([old]);
    const remove = registry.add([young]);
    registry.press(stroke('c'), false, 0);
    remove();
    registry.press(stroke('c'), false, 0);
    expect(young.run).toHaveBeenCalledOnce();
    expect(old.run).toHaveBeenCalledOnce();
  });
});

it('the list stays the same array until actions change, and listeners hear of it', () => {
  const registry = new ActionRegistry();
  const listener = vi.fn();
  registry.subscribe(listener);
  const before = registry.list();
  expect(registry.list()).toBe(before);
  registry.add([action('a')]);
  expect(registry.list()).not.toBe(before);
  expect(listener).toHaveBeenCalledOnce();
});

it('a query finds names that begin with it first, and needs every word', () => {
  const actions = [
    action('1', undefined, { name: 'Delete the run' }),
    action('2', undefined, { name: 'Runs' }),
    action('3', undefined, { name: 'Theme: Dark', also: 'night' }),
  ];
  const found = (query: string) => matchingActions(actions, query).map(({ id }) => id);
  expect(found('run')).toEqual(['2', '1']);
  expect(found('run delete')).toEqual(['1']);
  expect(found('night')).toEqual(['3']);
  expect(found('')).toEqual(['1', '2', '3']);
});
