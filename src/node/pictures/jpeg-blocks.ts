// Whether a sequential JPEG holds all of its blocks. libjpeg fills in blocks that are missing and says so too
// late for libvips to hear of the last rows, whether the file has an end marker or not. Here the Huffman
// codes are walked through (ITU-T T.81, annex F.2), and nothing is made of them.
import { endOfImage, isFrame, segments, startOfScan } from './jpeg-segments.ts';

interface Component {
  /** Sampling factors. */
  readonly across: number;
  readonly down: number;
}

interface Frame {
  readonly width: number;
  readonly height: number;
  readonly components: ReadonlyMap<number, Component>;
}

/**
 * For each 16 bits at which a code begins: the code's length times 256, plus its symbol; 0 where there is no
 * such code.
 */
type CodeTable = Uint16Array;

/**
 * Whether the compressed data of each scan go on to its last block. Also where that can't be told: for
 * progressive and arithmetic coding, and for data that are damaged, of which libjpeg complains by itself.
 */
export function hasAllBlocks(bytes: Uint8Array): boolean {
  const { last, end } = fillingOf(bytes);
  if (last - end < leastFilling) return spareBytes(bytes) !== undefined;
  // As codes, the zeros that some programs write in place of what they lack may pass for blocks, but hardly
  // for as many as there should be. In files of few different codes they are blocks.
  return spareBytes(bytes.subarray(0, end)) !== undefined || spareBytes(bytes.subarray(0, last)) === 0;
}

const leastFilling = 16;

/** Where the zeros begin and end that come before the marker of the end, or last. */
function fillingOf(bytes: Uint8Array): { end: number; last: number } {
  const hasEnd = bytes.at(-2) === 0xff && bytes.at(-1) === endOfImage;
  const last = hasEnd ? bytes.length - 2 : bytes.length;
  let end = last;
  while (end > 0 && bytes[end - 1] === 0) end--;
  return { end, last };
}

/**
 * How many whole bytes the data of the last scan go on after its last block; nothing where blocks are
 * missing.
 */
function spareBytes(bytes: Uint8Array): number | undefined {
  let frame: Frame | undefined;
  let restartInterval = 0;
  let spare: number | undefined = 0;
  const tables = new Map<number, CodeTable>();
  for (const { marker, content, end } of segments(bytes)) {
    if (isFrame(marker)) {
      if (marker > 0xc1) return 0;
      frame = readFrame(content);
    } else if (marker === 0xc4) readTables(content, tables);
    else if (marker === 0xdd) restartInterval = (content[0]! << 8) | content[1]!;
    else if (marker === startOfScan) {
      const scan = frame && scanOf(frame, content, tables);
      if (!scan) return 0;
      spare = walk(bytes, end, scan, restartInterval);
      if (spare === undefined) return undefined;
    }
  }
  return spare;
}

function readFrame(content: Uint8Array): Frame {
  const components = new Map<number, Component>();
  for (let i = 0; i < content[5]!; i++) {
    const sampling = content[7 + 3 * i]!;
    components.set(content[6 + 3 * i]!, { across: sampling >> 4, down: sampling & 15 });
  }
  return {
    height: (content[1]! << 8) | content[2]!,
    width: (content[3]! << 8) | content[4]!,
    components,
  };
}

/** Tables by their class, 0 for DC and 1 for AC, times 16 plus their number. */
function readTables(content: Uint8Array, tables: Map<number, CodeTable>): void {
  for (let at = 0; at + 17 <= content.length;) {
    const symbols = content.subarray(at + 1, at + 17).reduce((sum, count) => sum + count, 0);
    tables.set(content[at]!, tableOf(content.subarray(at + 1, at + 17 + symbols)));
    at += 17 + symbols;
  }
}

/** Most files have the tables of the standard's annex K. */
const knownTables = new Map<string, CodeTable>();
const mostKnown = 16;

/** @param description how many codes there are of each length from 1 to 16, then their symbols */
function tableOf(description: Uint8Array): CodeTable {
  const key = Buffer.from(description).toString('latin1');
  const known = knownTables.get(key);
  if (known) return known;
  const table = new Uint16Array(1 << 16);
  let code = 0; // as 16 bits, the code itself at their left
  let at = 16;
  for (let length = 1; length <= 16; length++) {
    const width = 1 << (16 - length);
    for (let k = 0; k < description[length - 1]!; k++, code += width, at++)
      table.fill(length * 256 + (description[at] ?? 0), code, code + width);
  }
  if (knownTables.size < mostKnown) knownTables.set(key, table);
  return table;
}

/** What a scan has to hold. */
interface Scan {
  /** How many of the units that come again and again, each a few blocks of every component. */
  readonly units: number;
  /** The tables of the blocks of a unit, in their order. */
  readonly blocks: readonly { readonly dc: CodeTable; readonly ac: CodeTable }[];
}

/** Nothing where a table or a component is missing. */
function scanOf(frame: Frame, content: Uint8Array, tables: ReadonlyMap<number, CodeTable>): Scan | undefined {
  const all = [...frame.components.values()];
  const [mostAcross, mostDown] = [
    Math.max(...all.map(({ across }) => across)),
    Math.max(...all.map(({ down }) => down)),
  ];
  const count = content[0]!;
  const blocks: { dc: CodeTable; ac: CodeTable }[] = [];
  let units = Math.ceil(frame.width / (8 * mostAcross)) * Math.ceil(frame.height / (8 * mostDown));
  for (let i = 0; i < count; i++) {
    const component = frame.components.get(content[1 + 2 * i]!);
    const [dc, ac] = [content[2 + 2 * i]! >> 4, 16 + (content[2 + 2 * i]! & 15)].map((id) => tables.get(id));
    if (!component || !dc || !ac) return undefined;
    // A scan of one component has its blocks row by row, without those that only fill up a unit.
    const perUnit = count === 1 ? 1 : component.across * component.down;
    if (count === 1)
      units =
        Math.ceil((frame.width * component.across) / (8 * mostAcross)) *
        Math.ceil((frame.height * component.down) / (8 * mostDown));
    for (let k = 0; k < perUnit; k++) blocks.push({ dc, ac });
  }
  return { units, blocks };
}

/**
 * Walks through the data of a scan from `start` on.
 *
 * @returns how many bytes come after its last block, as far as that is known; nothing where blocks are
 *   missing
 */
function walk(
  bytes: Uint8Array,
  start: number,
  { units, blocks }: Scan,
  restartInterval: number,
): number | undefined {
  let at = start;
  let bits = 0; // the last ones read
  let left = 0; // how many of them are still to come; below 0 where some have been skipped that were not read yet
  let missing = 0; // how many of them are not in the file
  for (let unit = 0; unit < units; unit++) {
    if (restartInterval > 0 && unit > 0 && unit % restartInterval === 0) {
      at = afterRestart(bytes, at);
      if (at < 0) return undefined;
      bits = left = missing = 0;
    }
    for (const { dc, ac } of blocks) {
      for (let k = 0; k < 64;) {
        while (left < 16) {
          const byte = bytes[at];
          const isData = byte !== undefined && (byte !== 0xff || bytes[at + 1] === 0);
          bits = isData ? (bits << 8) | byte : bits << 8;
          if (!isData) missing += 8;
          else at += byte === 0xff ? 2 : 1; // a 0 follows each byte of ones
          left += 8;
        }
        const entry = (k === 0 ? dc : ac)[(bits >>> (left - 16)) & 0xffff]!;
        if (entry === 0) return missing === 0 ? 0 : undefined; // damaged, or at its end
        const size = entry & 15; // of the number behind the code, in bits
        left -= (entry >> 8) + size;
        if (missing > 0 && missing > left) return undefined;
        if (k === 0) k = 1;
        else if (size > 0) k += ((entry >> 4) & 15) + 1;
        else k += (entry & 255) === sixteenZeros ? 16 : 64;
      }
    }
  }
  if (left < 0 && at >= bytes.length) return undefined;
  return Math.max(0, (missing > 0 ? 0 : bytes.length - at) + Math.floor((left - missing) / 8));
}

const sixteenZeros = 0xf0;

/** The place behind the next restart marker; below 0 where another marker or the end comes first. */
function afterRestart(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, Math.max(from - 3, 0)); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const marker = bytes[at + 1] ?? 0;
    if (marker >= 0xd0 && marker <= 0xd7) return at + 2;
    if (marker !== 0 && marker !== 0xff) return -1;
  }
  return -1;
}
