/**
 * Left-to-right mark: what follows it runs from left to right, also between words that run from right to
 * left.
 */
const leftToRight = '\u200e';

/**
 * Writes a given label and the suggested one as "given → suggested". The order holds for names in Hebrew or
 * Arabic too, which would otherwise turn the line round while the arrow keeps pointing to the right.
 */
export const labelChange = (given: string, suggested: string): string =>
  `${leftToRight}${given} ${leftToRight}→${leftToRight} ${suggested}`;
