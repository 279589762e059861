// Everything that one can do now, by name: for the palette, the sheet of keys, and the keys themselves. Pages
// add their actions while they are open.
import { nameOfStroke, type Stroke } from './keys.ts';

export interface Action {
  /** Unique among the actions that are there. */
  readonly id: string;
  readonly name: string;
  /** The heading under which the palette and the sheet show it. */
  readonly section: string;
  /** Such as `mod+k`, `e` or `g r`. Single keys do nothing while one writes. */
  readonly keys?: string;
  /** More words by which the palette finds it. */
  readonly also?: string;
  readonly run: () => void;
}

type Listener = () => void;

/** How long the first key of a sequence waits for the second, in milliseconds. */
const patience = 1200;

export class ActionRegistry {
  private readonly groups = new Map<symbol, readonly Action[]>();
  private readonly listeners = new Set<Listener>();
  private all: readonly Action[] = [];
  private begun: { readonly key: string; readonly at: number } | undefined;

  /** Adds actions, and returns a function that removes them. A later action replaces one of the same id. */
  add(actions: readonly Action[]): () => void {
    const group = Symbol('actions');
    this.groups.set(group, actions);
    this.tell();
    return () => {
      this.groups.delete(group);
      this.tell();
    };
  }

  /** The actions that are there; the same array until they change. */
  list = (): readonly Action[] => this.all;

  subscribe = (listener: Listener): Listener => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /**
   * Runs the action of a key, if there is one.
   *
   * @param isWriting whether it was pressed in a field: there only combinations with `mod` count
   * @param now in milliseconds
   * @returns whether the key is used up
   */
  press(stroke: Stroke, isWriting: boolean, now: number): boolean {
    const key = nameOfStroke(stroke);
    if (!key.startsWith('mod+') && (isWriting || stroke.ctrlKey || stroke.metaKey || stroke.altKey))
      return false;
    const first = this.begun && now - this.begun.at < patience ? this.begun.key : undefined;
    this.begun = undefined;
    const action = (first && this.find(`${first} ${key}`)) || this.find(key);
    if (action) {
      action.run();
      return true;
    }
    if (this.all.some(({ keys }) => keys?.startsWith(`${key} `))) this.begun = { key, at: now };
    return false;
  }

  private find(keys: string): Action | undefined {
    return this.all.findLast((action) => action.keys === keys);
  }

  private tell(): void {
    const byId = new Map([...this.groups.values()].flat().map((action) => [action.id, action]));
    this.all = [...byId.values()];
    for (const listener of this.listeners) listener();
  }
}

/** The actions whose name, section or other words contain every word of a query, the best first. */
export function matchingActions(actions: readonly Action[], query: string): Action[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const rank = ({ name, also = '', section }: Action): number | undefined => {
    const [title, rest] = [name.toLowerCase(), `${also} ${section}`.toLowerCase()];
    let sum = 0;
    for (const word of words) {
      if (title.startsWith(word)) sum += 0;
      else if (title.includes(` ${word}`)) sum += 1;
      else if (title.includes(word)) sum += 2;
      else if (rest.includes(word)) sum += 3;
      else return undefined;
    }
    return sum;
  };
  return actions
    .flatMap((action) => {
      const place = rank(action);
      return place === undefined ? [] : [{ action, place }];
    })
    .sort((a, b) => a.place - b.place)
    .map(({ action }) => action);
}

/** The actions of the page that is open. */
export const actions = new ActionRegistry();
