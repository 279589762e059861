// Numbers in words, alike in all sections.

/** `91.0 %` */
export const percent = (share: number, digits = 1): string => `${(100 * share).toFixed(digits)} %`;

/** `10,000` */
export const count = (value: number): string => value.toLocaleString('en');

/** `0.912`, or a dash where there is no value. */
export const rate = (value: number | null): string => (value === null ? '–' : value.toFixed(3));

/** `1 picture`, `3 pictures` */
export const counted = (value: number, noun: string): string =>
  `${count(value)} ${noun}${value === 1 ? '' : 's'}`;

/** `254 KiB` */
export const kibibytes = (bytes: number): string => `${count(Math.round(bytes / 1024))} KiB`;
