/**
 * The part that needs Node: data sets from disk and network, pictures, run directories.
 *
 * @module atelier/node
 */
export { loadData, openData, type LoadOptions, type OwnName } from './data/load.ts';
export { readCorrections, readLabels, writeLabels } from './data/labels.ts';
export type { DownloadProgress, MirrorOptions } from './data/download.ts';
export type { PublishedFile } from './data/fashion-mnist.ts';
export type { PictureProgress } from './data/photographs/reading.ts';
export { picturesFor } from './data/photographs/pictures-for.ts';
export type { PictureOptions } from './data/photographs/shape.ts';
export type { Environment } from './data/places.ts';
export { remoteClassifier, type RemoteOptions } from './remote-classifier.ts';
export { readImage } from './pictures/read-image.ts';
export { decodeImage, type DecodeOptions, type Raster } from './pictures/decode.ts';
export { fitImage, type ImageTarget } from './pictures/fit.ts';
export {
  explanationSheet,
  featureMapSheet,
  filterSheet,
  maximizedSheet,
  type ExplainedPictures,
} from './pictures/explanation-sheet.ts';
export { readBackbone, type BackboneFile, type BackboneOptions } from './foreign/backbone-file.ts';
export { cachedVectors } from './results/cached-vectors.ts';
export { cachedAudit } from './audit/cached-audit.ts';
export { cachedBaselines } from './results/cached-baselines.ts';
export type { CachedResult } from './results/result-cache.ts';
export { contactSheet, type ContactSheet } from './pictures/contact-sheet.ts';
export { readArchitectureFile, resolveArchitecture } from './runs/architecture-file.ts';
export { fitConfiguration, type FitConfigurationOptions } from './runs/fit-configuration.ts';
export { readStudy, type ReadStudy } from './tuning/read-study.ts';
export { drawModel } from '../figures/model/figure.ts';
export {
  createRunDirectory,
  type RunDirectory,
  type RunFile,
  type RunFolder,
  type RunOptions,
} from './runs/run-directory.ts';
export { writeFileAtomically, type FileContent, type WriteOptions } from './files/atomic-write.ts';
export { openBatches, workerBatches } from './data/batches/worker-batches.ts';

// A shop's catalogue.
export { conditionOf, type ConditionOptions } from '../catalogue/conditions.ts';
export {
  recommendItems,
  type HistoryEvent,
  type RecommendedItems,
  type RecommendItemsOptions,
} from '../catalogue/recommend-items.ts';
export { searchCatalogue, type SearchQuery, type SearchResult } from '../catalogue/search.ts';
export { catalogueStatus, type CatalogueStatus } from '../catalogue/status.ts';
export type { Catalogue, FilledCatalogue } from '../catalogue/store/catalogue.ts';
export type { ActiveModel, CatalogueModel } from '../catalogue/store/models.ts';
export { filledCatalogue } from './catalogue/filled-catalogue.ts';
export { openCatalogue, type OpenCatalogueOptions } from './catalogue/open-catalogue.ts';
export { embedFiles } from './catalogue/query-pictures.ts';
export { reindexCatalogue, type ReindexResult } from './catalogue/reindex.ts';
export { renameSource } from './catalogue/rename-source.ts';
export { modelForSync, type ModelFile } from './catalogue/sync-model.ts';
export { syncCatalogue, type SyncOptions } from './catalogue/sync.ts';
export type { BrokenFile, SyncResult } from './catalogue/sync-tally.ts';

// Callbacks that write files.
export { csvLogger } from './callbacks/csv-logger.ts';
export { modelCheckpoint, type ModelCheckpointOptions } from './callbacks/model-checkpoint.ts';
export { tensorBoard } from './callbacks/tensor-board.ts';
