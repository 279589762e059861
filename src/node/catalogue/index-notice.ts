import { count as inThousands } from '../../number-words.ts';

/** What is said before an index is made. */
export const indexNotice = (count: number): string =>
  `making the index of ${inThousands(count)} vectors, which takes minutes if they are many`;
