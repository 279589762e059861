// Histories that a program makes up, of users whose tastes are known. They are SYNTHETIC: they show whether
// recommendations find tastes that are there, not how real customers behave. Who likes what looks alike is an
// assumption here, so methods that look at pictures have an advantage that they may lack in a real shop.
import { InputError } from '../../errors.ts';
import { Random } from '../../random.ts';
import { dot } from '../diversity.ts';
import { eventWeights, type ShopEvent } from './events.ts';
import { vectorAt, type CatalogueItems } from './recommender.ts';

/** The users to make up. */
export interface SyntheticHistoryOptions {
  /** The same seed gives the same histories; 1 by default. */
  readonly seed?: number;
  /** How many users; 1,000 by default. */
  readonly users?: number;
  /** The fewest and the most events of a user; 10 and 40 by default. */
  readonly eventsPerUser?: readonly [least: number, most: number];
  /**
   * An item near a taste is drawn in proportion to exp(cosine / temperature), where the cosine is that of
   * the item and the taste; 0.02 by default.
   */
  readonly temperature?: number;
  /** The probability that an event stays with the taste of the one before; 0.7 by default. */
  readonly persistence?: number;
  /** The share of events with popular items, whatever the taste; 0.2 by default. */
  readonly popularShare?: number;
  /** The share of events with any item; 0.1 by default. */
  readonly noiseShare?: number;
  /** The days over which the events are spread; 180 by default. */
  readonly days?: number;
}

/** The defaults of the options. */
export const syntheticDefaults = {
  ...{ seed: 1, users: 1000, eventsPerUser: [10, 40], temperature: 0.02 },
  ...{ persistence: 0.7, popularShare: 0.2, noiseShare: 0.1, days: 180 },
} as const satisfies SyntheticHistoryOptions;

/** Made-up histories and the truth about them. */
export interface SyntheticHistories {
  /** In the order of time. */
  readonly events: readonly ShopEvent[];
  /** For each user the keys of the items in the centres of the user's tastes, one to three. */
  readonly tastes: ReadonlyMap<string, readonly string[]>;
}

const mostTastes = 3;
/** The start of the year 2026. */
const start = Date.UTC(2026, 0);
const millisecondsPerDay = 86_400_000;
/** How often each kind of event comes. */
const kinds = { view: 0.6, click: 0.25, cart: 0.1, purchase: 0.05 };

/**
 * Makes up histories. Each user has one to three tastes: items drawn at random, near which the user's events
 * are. Some events are with popular items (Zipf's law with exponent 1, in an order drawn at random) or with
 * any item.
 *
 * @throws InputError for a catalogue without items or shares that are above 1 together
 */
export function syntheticHistories(
  items: CatalogueItems,
  options: SyntheticHistoryOptions = {},
): SyntheticHistories {
  const settings = { ...syntheticDefaults, ...options };
  checkSettings(items, settings);
  const { keys } = items;
  const ranked = new Random(settings.seed, 'popular').shuffle(keys.slice());
  const popular = { keys: ranked, cumulative: cumulated(ranked, (_, rank) => 1 / (rank + 1)) };
  const tastes = new Map<string, readonly string[]>();
  const events = Array.from({ length: settings.users }, (_, i) => {
    const user = `user-${i + 1}`;
    const random = new Random(settings.seed, 'history', i);
    const centres = Array.from({ length: 1 + random.integer(mostTastes) }, () => random.integer(keys.length));
    tastes.set(
      user,
      centres.map((centre) => keys[centre]!),
    );
    const near = centres.map((centre) => nearCentre(items, centre, settings.temperature));
    return history({ user, random, near, popular, keys }, settings);
  }).flat();
  return { events: events.sort((a, b) => a.time - b.time), tastes };
}

type Settings = Required<SyntheticHistoryOptions>;

/** Items with their probabilities, added up. */
interface Draw {
  readonly keys: readonly string[];
  readonly cumulative: Float64Array;
}

interface SyntheticUser {
  readonly user: string;
  readonly random: Random;
  /** For each taste the items near it. */
  readonly near: readonly Draw[];
  readonly popular: Draw;
  readonly keys: readonly string[];
}

function history({ user, random, near, popular, keys }: SyntheticUser, settings: Settings): ShopEvent[] {
  const { eventsPerUser, persistence, popularShare, noiseShare } = settings;
  const [least, most] = eventsPerUser;
  let taste = random.integer(near.length);
  return increasingTimes(least + random.integer(most - least + 1), settings.days, random).map((time) => {
    if (random.uniform() >= persistence) taste = random.integer(near.length);
    const kind = random.uniform();
    const isNoise = kind < noiseShare;
    const isPopular = !isNoise && kind < noiseShare + popularShare;
    const item = isNoise
      ? keys[random.integer(keys.length)]!
      : drawn(isPopular ? popular : near[taste]!, random);
    const event = eventKinds.keys[indexDrawn(eventKinds.cumulative, random)]!;
    return { user, item, event, time, weight: eventWeights[event]! };
  });
}

/** Whole seconds, each later than the one before. */
function increasingTimes(count: number, days: number, random: Random): number[] {
  const times = Array.from({ length: count }, () => days * millisecondsPerDay * random.uniform());
  let last = start;
  return times
    .sort((a, b) => a - b)
    .map((time) => {
      last = Math.max(last + 1000, start + 1000 * Math.floor(time / 1000));
      return last;
    });
}

function nearCentre({ keys, vectors }: CatalogueItems, centre: number, temperature: number): Draw {
  const taste = vectorAt(vectors, centre);
  const weight = (_: string, i: number) => Math.exp((dot(taste, vectorAt(vectors, i)) - 1) / temperature);
  return { keys, cumulative: cumulated(keys, weight) };
}

function cumulated<Item>(
  items: readonly Item[],
  weight: (item: Item, index: number) => number,
): Float64Array {
  let sum = 0;
  return Float64Array.from(items, (item, i) => (sum += weight(item, i)));
}

const eventKinds: Draw = {
  keys: Object.keys(kinds),
  cumulative: cumulated(Object.values(kinds), (share) => share),
};

const drawn = ({ keys, cumulative }: Draw, random: Random): string => keys[indexDrawn(cumulative, random)]!;

/** Draws an index by binary search in the sums. */
function indexDrawn(cumulative: Float64Array, random: Random): number {
  const wanted = random.uniform() * cumulative.at(-1)!;
  let [low, high] = [0, cumulative.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulative[middle]! > wanted) high = middle;
    else low = middle + 1;
  }
  return low;
}

function checkSettings({ keys }: CatalogueItems, settings: Settings): void {
  const { users, popularShare, noiseShare, eventsPerUser, temperature, persistence, days } = settings;
  if (keys.length === 0) throw new InputError('items: expected at least one item, got none');
  if (!(Number.isInteger(users) && users >= 1))
    throw new InputError(`users: expected a whole number from 1, got ${users}`);
  for (const [name, value] of Object.entries({ temperature, days }))
    if (!(value > 0 && value < Infinity))
      throw new InputError(`${name}: expected a number above 0, got ${value}`);
  if (!(persistence >= 0 && persistence <= 1))
    throw new InputError(`persistence: expected a number from 0 to 1, got ${persistence}`);
  if (!(popularShare >= 0 && noiseShare >= 0 && popularShare + noiseShare <= 1))
    throw new InputError(
      `popularShare and noiseShare: expected shares that add up to at most 1, got ${popularShare} and ${noiseShare}`,
    );
  const [least, most] = eventsPerUser;
  if (!(Number.isInteger(least) && Number.isInteger(most) && least >= 1 && most >= least))
    throw new InputError(
      `eventsPerUser: expected whole numbers from 1, least first, got ${least} and ${most}`,
    );
}
