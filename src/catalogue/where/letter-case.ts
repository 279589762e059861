// Upper and lower case of single letters, in any script. Letters whose lower case is several, such as `İ`,
// have none here, so a text keeps its length.

/** A letter in lower case; any other character as it is. */
export function lowerCase(character: string): string {
  const lower = character.toLowerCase();
  return Array.from(lower).length === 1 ? lower : character;
}

/** The letters whose lower case is this one: one for most, `K` and the Kelvin sign for `k`. */
export function upperCasesOf(lower: string): readonly string[] {
  uppers ??= collectUppers();
  return uppers.get(lower) ?? [];
}

let uppers: Map<string, string[]> | undefined;

/** Unicode 17 has no letters with case beyond this plane. */
const lastCasedPlane = 0x1ffff;

function collectUppers(): Map<string, string[]> {
  const byLower = new Map<string, string[]>();
  for (let code = 0; code <= lastCasedPlane; code++) {
    const upper = String.fromCodePoint(code);
    const lower = lowerCase(upper);
    if (lower === upper) continue;
    const known = byLower.get(lower);
    if (known) known.push(upper);
    else byLower.set(lower, [upper]);
  }
  return byLower;
}
