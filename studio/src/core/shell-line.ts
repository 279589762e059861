// A command line of `atelier` to be copied into a shell.

/**
 * Quotes the words that a POSIX shell would take apart.
 *
 * @example shellLine(['catalogue', 'search', '--like', 'my boot']) // "atelier catalogue search --like 'my boot'"
 */
export const shellLine = (words: readonly string[]): string => ['atelier', ...words].map(quoted).join(' ');

const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
