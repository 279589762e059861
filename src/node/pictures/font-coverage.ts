// Finds the characters that a font has glyphs for, from its table 'cmap'
// (https://learn.microsoft.com/typography/opentype/spec/cmap).

/**
 * Reads a TrueType or OpenType font.
 *
 * @returns a function that tells whether the font has a glyph for a code point
 */
export function fontCoverage(font: Buffer): (codePoint: number) => boolean {
  const segments = characterSegments(font);
  return (codePoint) => segments.some(([first, last]) => first <= codePoint && codePoint <= last);
}

type Segment = readonly [first: number, last: number];

/** The ranges of code points in all Unicode subtables of format 4 (16 bits) or 12 (32 bits). */
function characterSegments(font: Buffer): Segment[] {
  const cmap = tableOffset(font, 'cmap');
  const count = font.readUInt16BE(cmap + 2);
  const subtables = Array.from({ length: count }, (_, i) => cmap + font.readUInt32BE(cmap + 8 + 8 * i));
  return subtables.flatMap((start) => {
    const format = font.readUInt16BE(start);
    return format === 4 ? segments16(font, start) : format === 12 ? segments32(font, start) : [];
  });
}

function tableOffset(font: Buffer, name: string): number {
  const count = font.readUInt16BE(4);
  for (let entry = 12; entry < 12 + 16 * count; entry += 16)
    if (font.toString('latin1', entry, entry + 4) === name) return font.readUInt32BE(entry + 8);
  throw new Error(`the font has no table '${name}'`);
}

function segments16(font: Buffer, start: number): Segment[] {
  const bytes = font.readUInt16BE(start + 6); // twice the number of segments
  const [last, first] = [start + 14, start + 16 + bytes];
  return Array.from({ length: bytes / 2 }, (_, i): Segment => [
    font.readUInt16BE(first + 2 * i),
    font.readUInt16BE(last + 2 * i),
  ]).filter(([from]) => from < 0xffff); // the last segment only ends the list
}

function segments32(font: Buffer, start: number): Segment[] {
  const groups = font.readUInt32BE(start + 12);
  return Array.from({ length: groups }, (_, i): Segment => {
    const group = start + 16 + 12 * i;
    return [font.readUInt32BE(group), font.readUInt32BE(group + 4)];
  });
}
