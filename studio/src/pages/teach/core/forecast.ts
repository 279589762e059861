// What a training will take, and what may be wrong with its pictures, before it begins.
import type { Lesson } from './lesson.ts';
import type { Result } from './result.ts';

/** How fast this machine was with a network, in seconds for a picture. */
export interface Pace {
  readonly look: number;
  readonly fit: number;
}

export type Concern =
  | { readonly is: 'few'; readonly name: string; readonly count: number }
  | { readonly is: 'uneven'; readonly most: string; readonly least: string; readonly times: number };

export interface Forecast {
  readonly pictures: number;
  /** Of each class, in their order. */
  readonly counts: readonly number[];
  /** At most; undefined if this machine has not learnt on this network yet. */
  readonly seconds: number | undefined;
  readonly concerns: readonly Concern[];
}

/** With fewer pictures of a class, its accuracy is a guess. */
export const enoughPictures = 20;
/** A class with so many times the pictures of another is favoured. */
const uneven = 4;
/** Fewer pictures tell more of the start than of the pace. */
const fewestLooked = 8;

/**
 * @param pace of the chosen network on this machine, if it is known
 * @param known the ids of pictures whose features that network has computed
 */
export function forecastOf(
  { classes, pictures }: Lesson,
  pace?: Pace,
  known?: ReadonlySet<number>,
): Forecast {
  const places = new Map(classes.map(({ id }, place) => [id, place]));
  const counts = classes.map(() => 0);
  let fresh = 0;
  for (const { id, of } of pictures) {
    counts[places.get(of)!]! += 1;
    if (!known?.has(id)) fresh += 1;
  }
  return {
    ...{ pictures: pictures.length, counts },
    seconds: pace && fresh * pace.look + pictures.length * pace.fit,
    concerns: concernsOf(
      classes.map(({ name }) => name),
      counts,
    ),
  };
}

function concernsOf(names: readonly string[], counts: readonly number[]): Concern[] {
  if (counts.length < 2) return [];
  const [most, least] = [Math.max(...counts), Math.min(...counts)];
  const [larger, smaller] = [counts.indexOf(most), counts.indexOf(least)];
  if (least === 0) return []; // the lesson can't be learnt yet
  return [
    ...(least < enoughPictures ? [{ is: 'few', name: names[smaller]!, count: least } as const] : []),
    ...(most >= uneven * least
      ? [{ is: 'uneven', most: names[larger]!, least: names[smaller]!, times: most / least } as const]
      : []),
  ];
}

/** The pictures that a result was learnt from. */
export const learntPictures = ({ content }: Pick<Result, 'content'>): ReadonlySet<number> =>
  new Set((JSON.parse(content) as [unknown, number[]])[1]);

/**
 * The pace of a training; that of before if it looked at too few pictures to tell.
 *
 * @param looked the pictures that were new to the network, and how long it looked at them, in seconds
 */
export function paceOf(
  looked: { readonly pictures: number; readonly seconds: number },
  fitted: { readonly pictures: number; readonly seconds: number },
  before: Pace | undefined,
): Pace | undefined {
  const look = looked.pictures < fewestLooked ? before?.look : looked.seconds / looked.pictures;
  return look === undefined ? undefined : { look, fit: fitted.seconds / fitted.pictures };
}

/** Reads what was remembered; undefined if it is no pace. */
export function readPace(text: string | undefined): Pace | undefined {
  const [look, fit] = (text ?? '').split(' ').map(Number);
  return look! > 0 && fit! >= 0 ? { look: look!, fit: fit! } : undefined;
}

export const paceText = ({ look, fit }: Pace): string => `${look.toPrecision(4)} ${fit.toPrecision(4)}`;
