import { evaluateWords } from '../../words/evaluate.ts';

/** An attribute in words. */
export const attributeName = (name: string): string => evaluateWords.attributes[name] ?? name;
