// A configuration as a flat list of settings, for a table with a column for each.

type Setting = string | number | boolean | null;

/** Lists and descriptions of networks are not settings that one compares in a table. */
const longestList = 8;

/**
 * Joins nested names by dots.
 *
 * @example flatConfig({ epochs: 3, optimizer: { type: 'adam' } }); // { epochs: 3, 'optimizer.type': 'adam' }
 */
export function flatConfig(config: object): Record<string, Setting> {
  return Object.fromEntries(settingsOf(config, ''));
}

function settingsOf(value: object, path: string): [string, Setting][] {
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]): [string, Setting][] => {
    const key = `${path}${name}`;
    if (isSetting(inner)) return [[key, inner]];
    if (Array.isArray(inner)) return inner.length <= longestList ? [[key, inner.join(', ')]] : [];
    if (key === 'architecture') return [];
    return typeof inner === 'object' ? settingsOf(inner, `${key}.`) : [];
  });
}

const isSetting = (value: unknown): value is Setting =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);
