/**
 * The left-to-right mark: text after it runs from left to right, even between words that run from right to
 * left.
 */
const leftToRight = '\u200e';

/**
 * Formats a given and a suggested label as "given → suggested". The mark keeps this order for names in
 * Hebrew or Arabic, which would otherwise reverse the line but not the arrow.
 */
export const labelChange = (given: string, suggested: string): string =>
  `${leftToRight}${given} ${leftToRight}→${leftToRight} ${suggested}`;
