// Command lines to be copied into a shell.

/**
 * Quotes the words that a POSIX shell would take apart.
 *
 * @example shellLine(['train', '--name', 'my run']); // "atelier train --name 'my run'"
 */
export const shellLine = (args: readonly string[]): string => ['atelier', ...args].map(shellWord).join(' ');

/** A text as one word of a POSIX shell. */
export const shellWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
