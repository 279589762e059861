// The confusion matrix: a row for each true class and a column for each predicted class. Cells are coloured
// by their share of the row. A page makes them buttons by their data attributes.
import { counted } from '../number-words.ts';
import type { Figure, Spot } from './figure.ts';
import { heatClass } from './heat.ts';
import { escape, rect, round, shortened, text } from './svg.ts';

/** The text of cells: counts, or per cent of the true class. A page has both and shows one. */
export type CellWords = 'counts' | 'rates' | 'both';

interface MatrixOptions {
  /** `confusion[label][prediction]` */
  readonly confusion: readonly (readonly number[])[];
  readonly classNames: readonly string[];
  readonly words: CellWords;
  /** In pixels. */
  readonly width?: number;
}

const usualWidth = 860;
const left = 140;
const top = 96;
/** The name of the last class leans out to the right. */
const roomForName = 56;
const longestName = 16;
/** Of the names of columns, in degrees. */
const slope = 40;
/** With more classes, cells have no room for numbers. */
const mostWritten = 20;

/**
 * Draws the matrix. With many classes it leaves out empty cells, which are the majority. Each cell with
 * pictures is a spot named `label-prediction`.
 */
export function confusionFigure(options: MatrixOptions): Figure {
  const { confusion, classNames, words, width = usualWidth } = options;
  const size = Math.min(64, (width - left - roomForName) / classNames.length);
  const side = size * classNames.length;
  const totals = confusion.map((row) => row.reduce((sum, count) => sum + count, 0));
  const cells = confusion.flatMap((row, label) =>
    row.flatMap((count, prediction) => {
      if (count === 0 && classNames.length > mostWritten) return [];
      const place = { x: left + prediction * size, y: top + label * size, size };
      const share = totals[label]! > 0 ? count / totals[label]! : 0;
      return [{ place, cell: { label, prediction, count, share } }];
    }),
  );
  return {
    name: words === 'rates' ? 'confusion-rates' : 'confusion-counts',
    title: 'Confusion matrix',
    about: `rows: true class; columns: predicted class; ${words === 'rates' ? 'per cent of the row' : 'number of pictures'}; blue: correct; orange: wrong`,
    ...{ width, height: top + side + 16 },
    parts: [
      ...drawNames(classNames, size),
      ...cells.map(({ place, cell }) => drawCell(place, cell, classNames, words)),
    ],
    spots: cells.flatMap(({ place: { x, y }, cell }): Spot[] => {
      const id = `${cell.label}-${cell.prediction}`;
      return cell.count === 0
        ? []
        : [{ id, words: inWords(cell, classNames), x, y, width: size, height: size }];
    }),
  };
}

function drawNames(classNames: readonly string[], size: number): string[] {
  const inRows = Math.ceil(14 / size); // names are at least a line apart
  const inColumns = Math.ceil(14 / Math.sin((slope * Math.PI) / 180) / size);
  return classNames.flatMap((name, i) => {
    const short = shortened(name, longestName);
    const middle = i * size + size / 2;
    const x = round(left + middle + 4);
    return [
      ...(i % inRows === 0 ? [text(left - 8, top + middle + 4, short, 'end')] : []),
      ...(i % inColumns === 0
        ? [`<text transform="translate(${x} ${top - 8}) rotate(-${slope})">${escape(short)}</text>`]
        : []),
    ];
  });
}

interface Cell {
  readonly label: number;
  readonly prediction: number;
  readonly count: number;
  readonly share: number;
}

function drawCell(
  { x, y, size }: { readonly x: number; readonly y: number; readonly size: number },
  { label, prediction, count, share }: Cell,
  classNames: readonly string[],
  words: CellWords,
): string {
  const colour = count === 0 ? 'ground' : heatClass(label === prediction ? 'hit' : 'miss', share);
  const says = inWords({ label, prediction, count, share }, classNames);
  const written = classNames.length <= mostWritten && count > 0;
  const write = (kind: 'counts' | 'rates', content: string) =>
    written && (words === kind || words === 'both')
      ? text(x + size / 2, y + size / 2 + 4, content, `middle ${kind} on-${colour}`)
      : '';
  return [
    `<g class="cell" data-label="${label}" data-prediction="${prediction}" aria-label="${escape(says)}">`,
    `<title>${escape(says)}</title>`,
    rect(x + 0.5, y + 0.5, size - 1, size - 1, colour),
    write('counts', count.toLocaleString('en')),
    write('rates', percentOf(share)),
    '</g>',
  ].join('');
}

const inWords = ({ label, prediction, count, share }: Cell, classNames: readonly string[]): string =>
  `${counted(count, 'picture')} of ${classNames[label]} predicted as ${classNames[prediction]}, ${percentOf(share)} %`;

/** Per cent without the sign: `97`, `4.2`, `0.1`. */
const percentOf = (share: number): string => (100 * share).toFixed(share >= 0.0995 ? 0 : 1);
