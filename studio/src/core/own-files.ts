// Model files that were opened in this tab. They are never sent anywhere, so an address can name one but not
// bring it back.

/** By their names. */
export const ownFiles = new Map<string, Blob>();

const prefix = 'file~';

/** How the address names a file that was opened here. */
export const ownId = (name: string): string => prefix + name;

/** The name of such a file; undefined for other models. */
export const ownName = (id: string): string | undefined =>
  id.startsWith(prefix) ? id.slice(prefix.length) : undefined;
