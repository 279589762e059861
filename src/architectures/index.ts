// All architectures by the names under which commands and models know them.
import { lenet5 } from './lenet5.ts';
import { paperCnn } from './paper-cnn.ts';

export { lenet5, paperCnn };

/** A network for so many classes. */
export const architectures = { 'paper-cnn': paperCnn, lenet5 };
export type ArchitectureName = keyof typeof architectures;
export const architectureNames = Object.keys(architectures) as ArchitectureName[];
