// What the library offers on Node alone: data sets from disk and network, pictures, run directories.
export { loadData, type LoadOptions } from './data/load.ts';
export type { PictureOptions } from './data/photographs/shape.ts';
export { readImage } from './pictures/read-image.ts';
export { decodeImage } from './pictures/decode.ts';
export { fitImage, type ImageTarget } from './pictures/fit.ts';
export {
  explanationSheet,
  featureMapSheet,
  filterSheet,
  maximizedSheet,
} from './pictures/explanation-sheet.ts';
export { cachedAudit } from './audit/cached-audit.ts';
export { cachedBaselines } from './cached-baselines.ts';
export type { CachedResult } from './result-cache.ts';
export { contactSheet } from './pictures/contact-sheet.ts';
export { readArchitectureFile, resolveArchitecture } from './architecture-file.ts';
export { drawModel } from '../figures/model/figure.ts';
export { createRunDirectory, type RunDirectory } from './runs/run-directory.ts';
export { writeFileAtomically } from './atomic-write.ts';
export { openBatches, workerBatches } from './worker-batches.ts';

// Callbacks that write files.
export { csvLogger } from './callbacks/csv-logger.ts';
export { modelCheckpoint, type ModelCheckpointOptions } from './callbacks/model-checkpoint.ts';
export { tensorBoard } from './callbacks/tensor-board.ts';
