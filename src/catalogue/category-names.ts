// Which class of a model the name of a category means: folders can't have all characters, and people write
// names in their own way.

/**
 * Returns a function that finds the class that a name means; undefined if it means none.
 *
 * @example findClass(['T-shirt/top'])('t-shirt_top') // 'T-shirt/top'
 */
export function findClass(classNames: readonly string[]): (name: string) => string | undefined {
  const byPlainName = new Map(classNames.map((name) => [plain(name), name]));
  return (name) => byPlainName.get(plain(name));
}

const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_/-]+/g, ' ')
    .trim();
