// The data of a report: gather.ts measures it, and the sections describe it.
import type { BaselineResult } from '../baselines/baselines.ts';
import type { PublishedFigure } from '../baselines/published.ts';
import type { Dataset } from '../data/dataset.ts';
import type { Assessment } from '../explain/assess-methods.ts';
import type { LabelledPredictions } from '../metrics/classification-report.ts';
import type { EvaluationReport } from '../metrics/evaluation-report.ts';
import type { TemperatureScaling } from '../metrics/temperature-scaling.ts';
import type { ModelCard } from '../nn/classifier-file.ts';
import type { Robustness } from '../robustness/robustness.ts';
import type { EpochResult } from '../training/fit.ts';
import type { AuditFindings } from './audit-findings.ts';
import type { Figure } from '../figures/figure.ts';
import type { Part } from './section.ts';

export interface ReportData {
  readonly model: ModelFacts;
  readonly data: MeasuredData;
  readonly predictions: LabelledPredictions;
  readonly evaluation: EvaluationReport;
  readonly history: Part<readonly EpochResult[]>;
  readonly temperature: Part<TemperatureScaling>;
  readonly novelty: Part<Novelty>;
  readonly maps: Part<EmbeddingMaps>;
  /** The most confident ones, at most a dozen. */
  readonly mistakes: readonly Mistake[];
  /** The explanations of `mistakes`, in the same order. */
  readonly explained: Part<ExplainedMistakes>;
  readonly robustness: Part<Robustness>;
  readonly inside: Part<Inside>;
  readonly assessment: Part<Assessment>;
  readonly audit: Part<AuditFindings>;
  readonly baselines: Part<Comparisons>;
  readonly config: Part<RunConfig>;
  /** The commands that make this report again. */
  readonly commands: readonly string[];
  readonly version: string;
}

/** How unlike the training data the pictures are. */
export interface Novelty {
  /** `[count]` */
  readonly values: Float32Array;
}

/** A wrong prediction. */
export interface Mistake {
  /** The picture's number in the split, from 0. */
  readonly index: number;
  readonly label: number;
  /** The most probable classes, at most three, the most probable first. */
  readonly likeliest: readonly { readonly label: number; readonly probability: number }[];
  /** The picture as a data address. */
  readonly picture: string;
}

/** Explanations of the mistakes as pictures. */
export interface ExplainedMistakes {
  /** What the overlays show, in full sentences. */
  readonly about: string;
  readonly overlays: readonly (readonly { readonly title: string; readonly address: string }[])[];
}

export interface ModelFacts {
  /** The name of the run or file. */
  readonly name: string;
  /** The model's own card; a model from another program has none. */
  readonly card: ModelCard | undefined;
  readonly input: ModelCard['input'];
  /** The size of the file. */
  readonly bytes: number;
  readonly parameters?: number;
  readonly multiplyAdds?: number;
  /** What the file of another program does not say, and what is assumed instead. */
  readonly notes: readonly string[];
}

export interface MeasuredData {
  readonly split: string;
  readonly dataset: Dataset;
  /** Whether the model was trained on data of that name. */
  readonly isTrainedOn: boolean;
}

/** Positions of a sample of the pictures in two dimensions. */
export interface EmbeddingMaps {
  /** The pictures of both maps. */
  readonly indices: Int32Array;
  /** The number of dimensions of the embedding. */
  readonly size: number;
  /** `[indices, 2]` */
  readonly components: Float32Array;
  /** The share of the variance that the two components explain. */
  readonly varianceShare: number;
  /** `[indices, 2]`, by UMAP. */
  readonly neighbours: Float32Array;
}

/** The results of other methods on the same pictures. */
export interface Comparisons {
  readonly computed: readonly BaselineResult[];
  readonly published: readonly PublishedFigure[];
  /** How long computing took, now or when the results were cached. */
  readonly seconds: number;
}

/** The inside of a model as pictures. */
export interface Inside {
  /** The picture whose feature maps are shown. */
  readonly index: number;
  readonly filters: Figure;
  readonly maps: readonly Figure[];
  /** Pictures that maximise each class. */
  readonly classes: Figure;
}

/** The text of config.json. */
export interface RunConfig {
  readonly text: string;
}
