/**
 * Everything that runs in Node and in browsers. What needs Node is in `atelier/node`.
 *
 * @module atelier
 */
export { InputError } from './errors.ts';
export { ConfigError, type ConfigPath, type Locate } from './config-error.ts';
export { Random, type MutableList } from './random.ts';

// The engine: graphs, their gradients, and programs that run them.
export { Graph, type Node as GraphNode, type Operand, type Value } from './engine/graph/graph.ts';
export {
  GraphError,
  type Attribute,
  type Attributes,
  type AttributeDefinition,
  type AttributeDefinitions,
  type AttributeType,
  type AttributeTypes,
  type Call,
  type CallInput,
  type Operator,
} from './engine/graph/operator.ts';
export type { Dimension, DType, Shape, TensorData, TensorType } from './engine/graph/tensor-type.ts';
export * as operators from './engine/graph/operators/index.ts';
export { formatGraph } from './engine/graph/format-graph.ts';
export { checkGraph } from './engine/graph/specification.ts';
export { gradients, GradientError } from './engine/gradients/gradients.ts';
export { decodeModel, type DecodeOptions } from './engine/onnx/decode.ts';
export { encodeModel, type EncodeOptions } from './engine/onnx/encode.ts';
export { passNames, type PassName } from './engine/passes/names.ts';
export type { PassOptions } from './engine/passes/passes.ts';
export { compile, type CompileOptions } from './engine/runtime/compile.ts';
export {
  ModelError,
  openModel,
  type Feeds,
  type KeptTensor,
  type Program,
  type RunResults,
  type Tensors,
} from './engine/runtime/program.ts';
export type { DeviceOptions, OnFallback, Runtime } from './engine/runtime/runtime.ts';
export { nodeDeviceNames, type DeviceName, type NodeDeviceName } from './engine/device-names.ts';

// Layers and models.
export * from './nn/layers/index.ts';
export { Model, sequential, type ModelJSON, type WeightSpec } from './nn/model.ts';
export {
  defineLayer,
  type BuiltLayer,
  type Layer,
  type LayerContext,
  type LayerFactory,
  type LayerJSON,
} from './nn/layer.ts';
export type { ActivationName } from './nn/activations.ts';
export type { Initializer, TrainingPictures } from './nn/initializer.ts';
export type { InitializerName } from './nn/initializers.ts';
export type { LossOptions } from './nn/losses.ts';
export type { Regularizer } from './nn/regularizers.ts';
export { openClassifier, type Classifier } from './nn/classifier.ts';
export { ensemble } from './nn/ensemble.ts';
export { describeModel, type LayerDescription, type ModelDescription } from './nn/describe.ts';
export { predictionSetThreshold } from './nn/prediction-set-thresholds.ts';
export type { Predictions } from './nn/predictions.ts';
export { addNovelty, type NoveltyData, type NoveltyOptions } from './novelty/novelty.ts';
export type { Observation, ObserveOptions } from './novelty/observe.ts';
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
  type ArchitectureName,
} from './architectures/index.ts';
export type { WideResnetOptions } from './architectures/wide-resnet.ts';

// Optimisers and schedules.
export { adadelta, type AdadeltaOptions } from './optimizers/adadelta.ts';
export { adagrad, type AdagradOptions } from './optimizers/adagrad.ts';
export { adam, type AdamOptions } from './optimizers/adam.ts';
export { adamw, type AdamwOptions } from './optimizers/adamw.ts';
export type { OptimizerFactory } from './optimizers/define-optimizer.ts';
export { optimizerFromJSON, parseOptimizer } from './optimizers/index.ts';
export { lion, type LionOptions } from './optimizers/lion.ts';
export { muon, type MuonOptions } from './optimizers/muon.ts';
export { nadam, type NadamOptions } from './optimizers/nadam.ts';
export type { NamedOptions } from './optimizers/named-options.ts';
export { optimizerNames, type OptimizerName } from './optimizers/names.ts';
export type { Optimizer, ParameterUpdate, Scalars, Slots, UpdatedParameter } from './optimizers/optimizer.ts';
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

// Pretrained networks.
export { fineTune, type FineTuneOptions } from './nn/foreign/fine-tune.ts';
export type { BackboneTraining } from './nn/foreign/paces.ts';
export type { Backbone } from './nn/foreign/pretrained.ts';
export {
  readForeign,
  type ForeignClassifier,
  type ForeignOptions,
  type Layout,
} from './nn/foreign/read-foreign.ts';
export type { ModelInfo } from './engine/onnx/decode.ts';
export type { Pace } from './nn/layer.ts';
export type { Weights } from './nn/model.ts';
export { unfoldNormalization, type UnfoldOptions } from './nn/foreign/unfold-normalization.ts';
export { fitFrozen, type FrozenOptions, type FrozenResult } from './training/fit-frozen.ts';
export {
  fitHead,
  type Candidate,
  type FoldStep,
  type HeadFit,
  type HeadOptions,
} from './training/fit-head.ts';

// Data, training and metrics.
export { inlineBatches, type BatchSource, type OpenBatches } from './data/batch-source.ts';
export { batchCount, type Batch, type BatchOptions, type MixedLabels } from './data/batches.ts';
export {
  augmentationFromJSON,
  type Augmentation,
  type AugmentationJSON,
} from './data/augmentation/augmentation.ts';
export { formatAugmentation, parseAugmentation } from './data/augmentation/parse-augmentation.ts';
export { bindLabels, digestOfSplits } from './data/bind-labels.ts';
export { correctLabels, type Corrected, type CorrectedDataset } from './data/correct-labels.ts';
export {
  parseLabels,
  type Corrections,
  type DecidedPlace,
  type LabelDecision,
  type LabelsFile,
} from './data/labels-file.ts';
export { classWeights, type ClassWeights } from './data/class-weights.ts';
export {
  fashionClassNames,
  subset,
  type Dataset,
  type DataSplits,
  type TestedSplits,
} from './data/dataset.ts';
export type { Pictures, PictureSource } from './data/pictures.ts';

export { makeImbalanced, type Imbalance } from './data/imbalance.ts';
export { samplings, type Sampling } from './data/sampling.ts';
export { sketches, type SketchOptions } from './data/sketches.ts';
export { stratifiedSplit, type Split, type SplitOptions } from './data/split.ts';
export type { ViewName } from './data/augmentation/views.ts';
export { evaluate, predictLabelled } from './training/evaluate.ts';
export { withTestTimeAugmentation } from './training/test-time-augmentation.ts';
export type { Averaging, ExponentialAveraging, StochasticWeightAveraging } from './training/averaging.ts';
export type {
  Callback,
  CallbackSettings,
  CallbackState,
  EpochEnd,
  TrainingControl,
} from './training/callbacks/callback.ts';
export { earlyStopping, type EarlyStoppingOptions } from './training/callbacks/early-stopping.ts';
export type { Monitored } from './training/callbacks/monitored.ts';
export {
  reduceLROnPlateau,
  type ReduceLROnPlateauOptions,
} from './training/callbacks/reduce-lr-on-plateau.ts';
export { fitOptionsOf, parseTrainingConfig } from './training/config.ts';
export {
  trainingConfigSchema,
  type TrainingConfig,
  type TrainingConfigInput,
} from './training/config-schema.ts';
export type { Distillation, DistillationWeights } from './training/distillation.ts';
export { findLearningRate, type RangeTest, type RangeTestOptions } from './training/find-learning-rate.ts';
export {
  fit,
  type EpochResult,
  type FitOptions,
  type FitResult,
  type SavedModel,
  type StepProgress,
  type ValidationPredictions,
} from './training/fit.ts';
export { splitValidation, withValidation, type ValidatedSplits } from './training/validation-split.ts';

export {
  bootstrapInterval,
  bootstrapIntervals,
  type BootstrapOptions,
  type Interval,
  type PredictedItems,
} from './metrics/bootstrap.ts';
export { calibration, type Calibration, type ReliabilityBin } from './metrics/calibration.ts';
export {
  classificationReport,
  type ClassificationReport,
  type LabelledPredictions,
} from './metrics/classification-report.ts';
export type { ClassRow, ClassScores, Scores } from './metrics/classification.ts';
export {
  comparePredictions,
  type ClassComparison,
  type ComparedFigures,
  type Comparison,
  type FigureDifference,
  type FigureName,
  type Outcomes,
  type PairedPredictions,
} from './metrics/comparison.ts';
export {
  evaluationReport,
  type Areas,
  type EvaluationReport,
  type IntervalName,
  type ReportedCurves,
} from './metrics/evaluation-report.ts';
export { mcnemarExact } from './metrics/mcnemar.ts';
export {
  precisionRecallCurve,
  type PrecisionRecallCurve,
  type PrecisionRecallPoints,
} from './metrics/precision-recall-curve.ts';
export { noveltyDetection, type NoveltyDetection } from './metrics/novelty-detection.ts';
export {
  conformalThreshold,
  predictionSet,
  predictionSetsReport,
  type PredictionSetsReport,
} from './metrics/prediction-sets.ts';
export {
  riskCoverage,
  selectiveAccuracy,
  thresholdFor,
  type CoveragePoint,
  type RiskCoverage,
  type SelectiveAccuracy,
} from './metrics/risk-coverage.ts';
export { rocCurve, type RocCurve, type RocPoints } from './metrics/roc-curve.ts';
export { applyTemperature, fitTemperature, type TemperatureItems } from './metrics/temperature.ts';
export { temperatureScaling, type TemperatureScaling } from './metrics/temperature-scaling.ts';
export type { ScoredItems } from './metrics/threshold-counts.ts';

// Explanations: why a model predicts what it predicts.
export type { ExplainableModel } from './explain/explainable-model.ts';
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
export { attentionRollout, hasAttention } from './explain/methods/attention-rollout.ts';
export { scoreCam } from './explain/methods/score-cam.ts';
export { smoothGrad, type SmoothGradOptions } from './explain/methods/smooth-grad.ts';
// Robustness.
export { corruptDataset, type Condition } from './robustness/corrupt-dataset.ts';
export { corruptionNames, type CorruptionName } from './robustness/corruptions.ts';
export {
  measureRobustness,
  type Robustness,
  type RobustnessCurve,
  type RobustnessPoint,
  type RobustnessOptions,
} from './robustness/robustness.ts';

// The audit of data, and baselines.
export {
  auditData,
  type Audit,
  type AuditOptions,
  type AuditStage,
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
export {
  placeIn,
  type AuditedSplit,
  type Place,
  type SplitPart,
  type SplitParts,
} from './audit/pooled-splits.ts';
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
export type { CachedVectors, VectorSource } from './neighbours/cached-vectors.ts';

// Quality control: what good pieces look like, and what is not.
export { acceptPieces, type AcceptOptions } from './inspection/accept.ts';
export { variantOf, type GoodPieces } from './inspection/good-pieces.ts';
export { decodeInspectorCard, type InspectorCard } from './inspection/inspector-file.ts';
export { openInspector, type Inspection, type Inspector } from './inspection/inspector.ts';
export { learnInspector, type LearnOptions } from './inspection/learn.ts';
export type { MethodName as InspectionMethodName } from './inspection/methods/names.ts';
export { inspectionThreshold, type Threshold } from './inspection/threshold.ts';

// The search for hyper-parameters.
export { Study, type AskedTrial, type StudyOptions } from './tuning/study.ts';
export type {
  CategoricalDistribution,
  Distribution,
  FloatDistribution,
  IntDistribution,
  NumericDistribution,
  ParameterValue,
} from './tuning/distribution.ts';
export type { Parameter, ParameterCondition, Parameters, SearchSpace } from './tuning/space.ts';
export { samplerNames, type SamplerName } from './tuning/samplers/names.ts';
export { importances, type Importance } from './tuning/importance/fanova.ts';
export type { ExplainedTrial } from './tuning/importance/forest.ts';
export type { Direction, Trial, TrialState } from './tuning/trial.ts';

// Recommendations for the users of a shop.
export { maximalMarginalRelevance, type ScoredVector } from './catalogue/diversity.ts';
export {
  itemNeighboursRecommender,
  popularityRecommender,
  randomRecommender,
} from './catalogue/recommendations/baselines.ts';
export type { Figure } from './catalogue/recommendations/coverage.ts';
export {
  evaluateRecommendations,
  type RecommendationEvaluation,
  type RecommendationEvaluationOptions,
  type RecommendationFigures,
} from './catalogue/recommendations/evaluate-recommendations.ts';
export {
  eventWeights,
  formatEvents,
  parseEvents,
  type EventOptions,
  type ParsedEvents,
  type ShopEvent,
} from './catalogue/recommendations/events.ts';
export {
  interestsOf,
  type HistoryItem,
  type Interest,
  type InterestOptions,
} from './catalogue/recommendations/interests.ts';
export { popularItems, type ScoredItem } from './catalogue/recommendations/popularity.ts';
export {
  recommend,
  type NearestItems,
  type NearItem,
  type Recommendation,
  type RecommendOptions,
} from './catalogue/recommendations/recommend.ts';
export {
  interestRecommender,
  nearestInMemory,
  type CatalogueItems,
  type FitRecommender,
  type Recommender,
} from './catalogue/recommendations/recommender.ts';
export {
  syntheticHistories,
  type SyntheticHistories,
  type SyntheticHistoryOptions,
} from './catalogue/recommendations/synthetic-histories.ts';
