// Checks whether a sequential JPEG contains all of its blocks. libjpeg fills in missing blocks. For the last
// rows it reports that too late for libvips to notice, with or without an end marker. So this walks through
// the Huffman codes (ITU-T T.81, annex F.2) without decoding the pixels.
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
 * The Huffman codes of a table. An entry is `bits | places << 6`: `bits` is the length of the code and of the
 * number behind it; `places` is the number of coefficients that they give. An entry of 0 is not a code.
 */
interface CodeTable {
  /** Entries by the first 9 bits, for codes of at most 9 bits. */
  readonly short: Uint16Array;
  /** All entries in the order of their codes, which is by length. */
  readonly entries: Uint16Array;
  /** For each length: its first code, and the first code that is longer; both left-aligned to 16 bits. */
  readonly first: Int32Array;
  readonly end: Int32Array;
  /** For each length: the index of its first code in `entries`. */
  readonly position: Int32Array;
}

const longest = 16;
const shortBits = 9;
const shortMask = (1 << shortBits) - 1;

/**
 * Whether the compressed data of each scan reach its last block. True also if that is unknown: for
 * progressive and arithmetic coding, and for damaged data, which libjpeg itself reports.
 */
export function hasAllBlocks(bytes: Uint8Array): boolean {
  const { last, end } = fillingOf(bytes);
  if (last - end < leastFilling) return spareBytes(bytes) !== undefined;
  // Some programs fill missing data with zeros. As codes they may pass for a few blocks, but hardly for
  // exactly as many as are missing. In files of few different codes, zeros may be real blocks.
  return spareBytes(bytes.subarray(0, end)) !== undefined || spareBytes(bytes.subarray(0, last)) === 0;
}

const leastFilling = 16;

/** The start and end of the zeros at the end of the data, before the end marker if there is one. */
function fillingOf(bytes: Uint8Array): { end: number; last: number } {
  const hasEnd = bytes.at(-2) === 0xff && bytes.at(-1) === endOfImage;
  const last = hasEnd ? bytes.length - 2 : bytes.length;
  let end = last;
  while (end > 0 && bytes[end - 1] === 0) end--;
  return { end, last };
}

/** How many whole bytes follow the last block of the last scan; undefined if blocks are missing. */
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

/** Stores tables by their class (0 for DC, 1 for AC) times 16 plus their number. */
function readTables(content: Uint8Array, tables: Map<number, CodeTable>): void {
  for (let at = 0; at + 17 <= content.length;) {
    const symbols = content.subarray(at + 1, at + 17).reduce((sum, count) => sum + count, 0);
    const id = content[at]!;
    tables.set(id, tableOf(content.subarray(at + 1, at + 17 + symbols), id >> 4 === 0));
    at += 17 + symbols;
  }
}

/** @param description the number of codes of each length from 1 to 16, then their symbols */
function tableOf(description: Uint8Array, isDc: boolean): CodeTable {
  const short = new Uint16Array(1 << shortBits);
  const entries = new Uint16Array(description.length - longest);
  const [first, end, position] = [1, 2, 3].map(() => new Int32Array(longest + 1)) as Triple<Int32Array>;
  let code = 0; // left-aligned to 16 bits
  let at = 0;
  for (let length = 1; length <= longest; length++) {
    first[length] = code;
    position[length] = at;
    for (let k = 0; k < description[length - 1]!; k++, at++) {
      entries[at] = entryOf(length, description[longest + at] ?? 0, isDc);
      const next = code + (1 << (longest - length));
      if (length <= shortBits)
        short.fill(entries[at]!, code >> (longest - shortBits), next >> (longest - shortBits));
      code = next;
    }
    end[length] = code;
  }
  return { short, entries, first, end, position };
}

type Triple<T> = [T, T, T];

/** The entry of a code longer than 9 bits, by its first 16 bits. */
function longEntry({ entries, first, end, position }: CodeTable, bits: number): number {
  for (let length = shortBits + 1; length <= longest; length++)
    if (bits < end[length]!)
      return entries[position[length]! + ((bits - first[length]!) >> (longest - length))] ?? 0;
  return 0;
}

const [sixteenZeros, restAreZeros] = [16, 64];

/** @param symbol for AC: the number of zeros before it and its size in bits; for DC: the size */
function entryOf(length: number, symbol: number, isDc: boolean): number {
  const [zeros, size] = [symbol >> 4, symbol & 15];
  const places = isDc ? 1 : size > 0 ? zeros + 1 : zeros === 15 ? sixteenZeros : restAreZeros;
  return (length + size) | (places << 6);
}

/** What a complete scan contains. */
interface Scan {
  /** The number of units (MCUs), each a few blocks of every component. */
  readonly units: number;
  /** The tables of each block of a unit, in order. */
  readonly blocks: readonly { readonly dc: CodeTable; readonly ac: CodeTable }[];
}

/** Undefined if a table or a component is missing. */
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
    // A scan of one component has its blocks row by row, without padding blocks.
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
 * Walks through the data of a scan from `start`.
 *
 * @returns how many bytes follow its last block, as far as known; undefined if blocks are missing
 */
function walk(
  bytes: Uint8Array,
  start: number,
  { units, blocks }: Scan,
  restartInterval: number,
): number | undefined {
  let at = start;
  let bits = 0; // the last bits read
  let left = 0; // how many of them are unused; negative if bits were skipped before they were read
  let missing = 0; // how many of them are not in the file, but padding
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
          else at += byte === 0xff ? 2 : 1; // a 0 follows each byte 0xff
          left += 8;
        }
        const table = k === 0 ? dc : ac;
        const entry =
          table.short[(bits >>> (left - shortBits)) & shortMask]! ||
          longEntry(table, (bits >>> (left - longest)) & 0xffff);
        if (entry === 0) return missing === 0 ? 0 : undefined; // damaged, or at the end
        left -= entry & 63;
        if (missing > 0 && missing > left) return undefined;
        k += entry >> 6;
      }
    }
  }
  if (left < 0 && at >= bytes.length) return undefined;
  return Math.max(0, (missing > 0 ? 0 : bytes.length - at) + Math.floor((left - missing) / 8));
}

/** The offset after the next restart marker; negative if another marker or the end comes first. */
function afterRestart(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, Math.max(from - 3, 0)); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const marker = bytes[at + 1] ?? 0;
    if (marker >= 0xd0 && marker <= 0xd7) return at + 2;
    if (marker !== 0 && marker !== 0xff) return -1;
  }
  return -1;
}
