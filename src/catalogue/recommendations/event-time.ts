// Moments as tables of events write them: ISO 8601, or a number since the start of 1970.

/** From this size on a number counts milliseconds: as seconds it would be the year 5138, so it is 1973. */
const smallestMilliseconds = 1e11;
/** The end of the year 9999, the last that ISO 8601 writes without an agreement. */
const latest = Date.UTC(10_000, 0) - 1;

const iso =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;

/**
 * Milliseconds since 1970, or undefined if the text is not a moment from 1970 to 9999. A time without a zone
 * is in UTC, so that a table means the same on every machine.
 *
 * @example parseEventTime('1970-01-01T00:00:01+00:00') // 1000
 */
export function parseEventTime(text: string): number | undefined {
  const time = /^\d+(?:\.\d+)?$/.test(text) ? numericTime(Number(text)) : isoTime(text);
  return time !== undefined && time >= 0 && time <= latest ? time : undefined;
}

const numericTime = (value: number): number =>
  Math.round(value < smallestMilliseconds ? value * 1000 : value);

function isoTime(text: string): number | undefined {
  const match = iso.exec(text);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match
    .slice(1, 7)
    .map((part: string | undefined) => Number(part ?? 0));
  const fraction = Math.floor(1000 * Number(`0.${match[7] ?? '0'}`));
  const moment = new Date(Date.UTC(year!, month! - 1, day, hour, minute, second, fraction));
  // Date carries 30 February over to March.
  const isReal = moment.getUTCDate() === day && moment.getUTCMonth() === month! - 1;
  if (!isReal || hour! > 23 || minute! > 59 || second! > 59) return undefined;
  return moment.getTime() - 60_000 * zoneMinutes(match[8]);
}

/** The zone's difference to UTC in minutes: `+02:00` is 120. */
function zoneMinutes(zone = 'Z'): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  const size = 60 * Number(hours ?? 0) + Number(minutes ?? 0);
  return sign === '-' ? -size : size;
}
