// The library: everything that runs in Node and in a browser alike. What needs Node is in `atelier/node`.
export { InputError } from './errors.ts';
export { Random } from './random.ts';

// The engine: graphs, their gradients, and programs that run them.
export { Graph, type Operand, type Value } from './engine/graph/graph.ts';
export { GraphError } from './engine/graph/operator.ts';
export type { DType, Shape, TensorData, TensorType } from './engine/graph/tensor-type.ts';
export * as operators from './engine/graph/operators/index.ts';
export { formatGraph } from './engine/graph/format-graph.ts';
export { checkGraph } from './engine/graph/specification.ts';
export { gradients, GradientError } from './engine/gradients/gradients.ts';
export { decodeModel } from './engine/onnx/decode.ts';
export { encodeModel } from './engine/onnx/encode.ts';
export { passNames, type PassName } from './engine/passes/names.ts';
export { compile, type CompileOptions } from './engine/runtime/compile.ts';
export { ModelError, openModel, type Program } from './engine/runtime/program.ts';
export type { DeviceOptions, Runtime } from './engine/runtime/runtime.ts';
export type { Device } from './engine/device.ts';

// Layers and models.
export * from './nn/layers/index.ts';
export { Model, sequential } from './nn/model.ts';
export { defineLayer, type Layer, type LayerContext } from './nn/layer.ts';
export { openClassifier, type Classifier } from './nn/classifier.ts';
export { ensemble } from './nn/ensemble.ts';
export { describeModel, type LayerDescription, type ModelDescription } from './nn/describe.ts';
export { describeClassifier } from './nn/describe-classifier.ts';
export { architectureFromDocument, type DocumentOptions } from './nn/architecture-document.ts';
export { decodeModelCard, type ModelCard } from './nn/classifier-file.ts';
export { quantizeWeights } from './nn/quantize-weights.ts';
export { foldTemperature } from './nn/fold-temperature.ts';
export type { SmallStorage } from './nn/small-storage.ts';
export type { PictureFit, PictureRecipe } from './nn/picture-recipe.ts';
export type { Normalization } from './nn/preprocessing.ts';
export {
  architectures,
  lenet5,
  mobilenetSmall,
  paperCnn,
  resnet,
  resnet20,
  resnet32,
  resnet56,
  vggSmall,
  wideResnet,
  wrn16x4,
  wrn28x10,
} from './architectures/index.ts';

// Optimisers and schedules.
export { adadelta, type AdadeltaOptions } from './optimizers/adadelta.ts';
export { adagrad, type AdagradOptions } from './optimizers/adagrad.ts';
export { adam, type AdamOptions } from './optimizers/adam.ts';
export { adamw, type AdamwOptions } from './optimizers/adamw.ts';
export { optimizerFromJSON, parseOptimizer } from './optimizers/index.ts';
export { lion, type LionOptions } from './optimizers/lion.ts';
export { muon, type MuonOptions } from './optimizers/muon.ts';
export { nadam, type NadamOptions } from './optimizers/nadam.ts';
export type { NamedOptions } from './optimizers/named-options.ts';
export { optimizerNames, type OptimizerName } from './optimizers/names.ts';
export type { Optimizer } from './optimizers/optimizer.ts';
export { rmsprop, type RmspropOptions } from './optimizers/rmsprop.ts';
export { scheduleNames, type ScheduleName } from './optimizers/schedule-names.ts';
export { parseSchedule, scheduleFromJSON } from './optimizers/schedule-registry.ts';
export {
  constant,
  cosineDecay,
  cosineDecayRestarts,
  exponentialDecay,
  oneCycle,
  polynomialDecay,
  stepDecay,
  warmupLinearDecay,
  type NamedSchedule,
  type Schedule,
} from './optimizers/schedules.ts';
export { sgd, type SgdOptions } from './optimizers/sgd.ts';

// Data, training and metrics.
export { inlineBatches, type BatchSource, type OpenBatches } from './data/batch-source.ts';
export { batchCount, type Batch, type BatchOptions, type MixedLabels } from './data/batches.ts';
export {
  augmentationFromJSON,
  type Augmentation,
  type AugmentationJSON,
} from './data/augmentation/augmentation.ts';
export { formatAugmentation, parseAugmentation } from './data/augmentation/parse-augmentation.ts';
export { classWeights, type ClassWeights } from './data/class-weights.ts';
export {
  fashionClassNames,
  subset,
  type Dataset,
  type DataSplits,
  type TestedSplits,
} from './data/dataset.ts';

export { makeImbalanced, type Imbalance } from './data/imbalance.ts';
export { samplings, type Sampling } from './data/sampling.ts';
export { sketches } from './data/sketches.ts';
export { stratifiedSplit } from './data/split.ts';
export type { ViewName } from './data/augmentation/views.ts';
export { evaluate, predictLabelled } from './training/evaluate.ts';
export { withTestTimeAugmentation } from './training/test-time-augmentation.ts';
export type { Callback, EpochEnd, TrainingControl } from './training/callbacks/callback.ts';
export { earlyStopping } from './training/callbacks/early-stopping.ts';
export { reduceLROnPlateau } from './training/callbacks/reduce-lr-on-plateau.ts';
export { fitOptionsOf, parseTrainingConfig } from './training/config.ts';
export { trainingConfigSchema, type TrainingConfig } from './training/config-schema.ts';
export { findLearningRate, type RangeTest, type RangeTestOptions } from './training/find-learning-rate.ts';
export { fit, type EpochResult, type FitOptions, type FitResult } from './training/fit.ts';
export { splitValidation } from './training/validation-split.ts';
export { withValidation } from './training/validation-split.ts';

export {
  bootstrapInterval,
  bootstrapIntervals,
  type BootstrapOptions,
  type Interval,
} from './metrics/bootstrap.ts';
export { calibration, type Calibration, type ReliabilityBin } from './metrics/calibration.ts';
export {
  classificationReport,
  type ClassificationReport,
  type LabelledPredictions,
} from './metrics/classification-report.ts';
export { comparePredictions, type Comparison, type PairedPredictions } from './metrics/comparison.ts';
export { evaluationReport, type EvaluationReport } from './metrics/evaluation-report.ts';
export { mcnemarExact } from './metrics/mcnemar.ts';
export { precisionRecallCurve, type PrecisionRecallCurve } from './metrics/precision-recall-curve.ts';
export { rocCurve, type RocCurve } from './metrics/roc-curve.ts';
export { applyTemperature, fitTemperature } from './metrics/temperature.ts';
export { temperatureScaling, type TemperatureScaling } from './metrics/temperature-scaling.ts';

// Explanations: why a model says what it says.
export {
  openExplainer,
  type Answer,
  type Asked,
  type Explainer,
  type ExplainerOptions,
} from './explain/explainer.ts';
export type { Explanation, ExplanationMethod, ExplanationOptions } from './explain/explanation.ts';
export {
  convolutionNames,
  featureMaps,
  filters,
  type FeatureMaps,
  type Filters,
} from './explain/feature-maps.ts';
export type { NamedLayer } from './explain/layers.ts';
export { cam, hasCam } from './explain/methods/cam.ts';
export { gradCam, gradCamPlusPlus } from './explain/methods/grad-cam.ts';
export { methods as explanationMethods, methodsFor } from './explain/methods/index.ts';
export {
  integratedGradients,
  type Completeness,
  type IntegratedGradients,
  type IntegratedGradientsOptions,
} from './explain/methods/integrated-gradients.ts';
export { methodNames as explanationMethodNames, type MethodName } from './explain/methods/names.ts';
export { occlusion, type OcclusionOptions } from './explain/methods/occlusion.ts';
export { saliency } from './explain/methods/saliency.ts';
export { scoreCam } from './explain/methods/score-cam.ts';
export { smoothGrad, type SmoothGradOptions } from './explain/methods/smooth-grad.ts';
// Robustness.
export { corruptDataset, type Condition } from './robustness/corrupt-dataset.ts';
export { corruptionNames, type CorruptionName } from './robustness/corruptions.ts';
export {
  measureRobustness,
  type Robustness,
  type RobustnessCurve,
  type RobustnessOptions,
} from './robustness/robustness.ts';

// The audit of data, and baselines.
export {
  auditData,
  type Audit,
  type AuditOptions,
  type AuditSummary,
  type LabelError,
  type PlacedOutlier,
} from './audit/audit.ts';
export {
  findLabelErrors,
  type ConfidentLearning,
  type LabelSuspect,
  type OutOfFoldPredictions,
} from './audit/confident-learning.ts';
export { predictOutOfFold, type CrossValidationOptions } from './audit/cross-validation.ts';
export { type NearDuplicate } from './audit/near-duplicates.ts';
export { placeIn, type AuditedSplit, type Place, type SplitParts } from './audit/pooled-splits.ts';
export {
  baselineNames,
  runBaselines,
  type BaselineData,
  type BaselineName,
  type BaselineOptions,
  type BaselineResult,
} from './baselines/baselines.ts';
export { hogFeatures } from './baselines/hog.ts';
export { publishedFashionMnist, type PublishedFigure } from './baselines/published.ts';
export {
  nearestNeighbours,
  type NeighbourOptions,
  type Neighbours,
} from './neighbours/nearest-neighbours.ts';
export type { Vectors } from './neighbours/vectors.ts';
