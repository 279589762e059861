// A command line to be copied into a shell.

/**
 * Quotes the words that a POSIX shell would take apart.
 *
 * @example shellLine(['train', '--name', 'my run']); // "atelier train --name 'my run'"
 */
export const shellLine = (args: readonly string[]): string => ['atelier', ...args].map(quoted).join(' ');

const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
