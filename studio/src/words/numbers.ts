// Numbers, dates and durations as a person reads them.
const locale = 'en';
const whole = new Intl.NumberFormat(locale);
const threeDigits = new Intl.NumberFormat(locale, { maximumSignificantDigits: 4 });
const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
const shortDate = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
const shortTime = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', hourCycle: 'h23' });
const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'long' });

/** `12,345`. */
export const count = (value: number): string => whole.format(value);

/** `1.2M`. */
export const short = (value: number): string => compact.format(value);

/** A score with as many digits as count for a person: `7.25`, `23.4`, `118`. */
export const score = (value: number): string =>
  value.toFixed(Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2);

/** A share from 0 to 1 in percent with one decimal, as tables show it: `91.3 %`; `–` if there is none. */
export const percent = (share: number | undefined, digits = 1): string =>
  share === undefined ? '–' : `${(100 * share).toFixed(digits)} %`;

/** A difference: `+0.42`, `−0.42`. */
export const signed = (value: number, digits: number): string =>
  `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)}`;

/** A difference of shares in points of percent: `+0.42`; without its sign if it is not wanted. */
export const points = (share: number, hasSign = true): string =>
  hasSign ? signed(100 * share, 2) : (100 * share).toFixed(2);

/** `p = 0.021`, `p < 0.001`. */
export const pValue = (p: number): string => (p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`);

/** A number with four digits that count: `0.2513`, `3.2e-5`; `–` if there is none. */
export function number(value: number | undefined): string {
  if (value === undefined) return '–';
  if (value !== 0 && Math.abs(value) < 1e-3) return String(Number(value.toPrecision(2)));
  return threeDigits.format(value);
}

/** `8 s`, `3 min 05 s`, `2 h 10 min`. */
export function duration(seconds: number): string {
  const rounded = Math.max(0, Math.round(seconds));
  if (!Number.isInteger(seconds) && seconds > 0 && seconds < 10) return `${seconds.toFixed(1)} s`;
  const [hours, minutes, rest] = [Math.floor(rounded / 3600), Math.floor(rounded / 60) % 60, rounded % 60];
  if (hours > 0) return `${hours} h ${String(minutes).padStart(2, '0')} min`;
  return minutes > 0 ? `${minutes} min ${String(rest).padStart(2, '0')} s` : `${rest} s`;
}

const units = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** `5 minutes ago`, `yesterday`; the date itself after a month. Both in milliseconds since 1970. */
export function ago(time: number, now: number): string {
  const seconds = (time - now) / 1000;
  if (Math.abs(seconds) > 30 * 86_400) return date.format(time);
  const [unit, size] = units.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1];
  return unit === 'second' ? 'just now' : relative.format(Math.round(seconds / size), unit);
}

/** `30 Nov`: a day of which the year is clear. */
export const day = (time: number): string => shortDate.format(time);

/** `14:05`: a time of a day that is clear. */
export const timeOfDay = (time: number): string => shortTime.format(time);

/** A date with its time. */
export const dateTime = (time: number): string => date.format(time);

/** `812 kB`, `1.3 MB`. */
export function bytes(size: number): string {
  const steps = ['B', 'kB', 'MB', 'GB', 'TB'];
  const step = size < 1 ? 0 : Math.min(steps.length - 1, Math.floor(Math.log10(size) / 3));
  const value = size / 1000 ** step;
  return `${step === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${steps[step]}`;
}
