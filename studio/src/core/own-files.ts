// Model files that were opened in this tab, and the files of weights beside them. They are never sent
// anywhere, so an address can name one but not bring it back.

/** Files by their names. */
class OwnFiles {
  private readonly files = new Map<string, Blob>();
  private readonly listeners = new Set<() => void>();
  /** Another number after each change. */
  private changes = 0;

  get(name: string): Blob | undefined {
    return this.files.get(name);
  }

  set(name: string, file: Blob): void {
    this.files.set(name, file);
    this.changes += 1;
    for (const listener of this.listeners) listener();
  }

  names = (): string[] => [...this.files.keys()];

  all = (): Readonly<Record<string, Blob>> => Object.fromEntries(this.files);

  version = (): number => this.changes;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
}

/** Models. */
export const ownFiles = new OwnFiles();
/** What may hold the weights of a model, such as `model.onnx.data`. */
export const ownWeights = new OwnFiles();

const prefix = 'file~';

/** How the address names a file that was opened here. */
export const ownId = (name: string): string => prefix + name;

/** The name of such a file; undefined for other models. */
export const ownName = (id: string): string | undefined =>
  id.startsWith(prefix) ? id.slice(prefix.length) : undefined;
