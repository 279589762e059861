// Texts in addresses. The router reads `q=64` and `q=true` as a number and a truth value.

/** A text of an address; undefined if it is none or empty. */
export const searchText = (value: unknown): string | undefined =>
  ['string', 'number', 'boolean'].includes(typeof value) && value !== '' ? String(value) : undefined;
