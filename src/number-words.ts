// Formats numbers the same way everywhere: in tables, in notices and on the report's page.

/** `91.0 %` */
export const percent = (share: number, digits = 1): string => `${(100 * share).toFixed(digits)} %`;

/** `0.912`, or a dash if there is no value. */
export const rate = (value: number | null): string => (value === null ? '–' : value.toFixed(3));

/** `10,000` */
export const count = (value: number): string => value.toLocaleString('en');

/** `1 picture`, `3 pictures` */
export const counted = (value: number, noun: string): string =>
  `${count(value)} ${noun}${value === 1 ? '' : 's'}`;

/** Three significant digits, with a separator of thousands: `0.0123`, `1,235`. */
export const readable = (value: number): string =>
  value.toLocaleString('en', value >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 });

/** Formats a difference: `+0.42`, `−0.42`. */
export const signed = (value: number, digits: number): string =>
  `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)}`;

/** Formats a p value for a column: `0.021`, `< 0.001`. */
export const chance = (p: number): string => (p < 0.001 ? '< 0.001' : p.toFixed(3));

/** Formats a p value for a sentence: `p = 0.021`, `p < 0.001`. */
export const pValue = (p: number): string => `p ${p < 0.001 ? '' : '= '}${chance(p)}`;
