// All that a report is written from, as data: measured by gather.ts, told by the sections.
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
  readonly maps: Part<EmbeddingMaps>;
  /** The surest ones, at most a dozen. */
  readonly mistakes: readonly Mistake[];
  /** Of those mistakes, in their order. */
  readonly explained: Part<ExplainedMistakes>;
  readonly robustness: Part<Robustness>;
  readonly inside: Part<Inside>;
  readonly assessment: Part<Assessment>;
  readonly audit: Part<AuditFindings>;
  readonly baselines: Part<Comparisons>;
  readonly config: Part<RunConfig>;
  /** What to type for the same again. */
  readonly commands: readonly string[];
  readonly version: string;
}

/** A picture that the model gets wrong. */
export interface Mistake {
  /** In the split, from 0. */
  readonly index: number;
  readonly label: number;
  /** Three at most, the likeliest first. */
  readonly likeliest: readonly { readonly label: number; readonly probability: number }[];
  /** The picture itself, as a data address. */
  readonly picture: string;
}

/** What the model looked at, as pictures. */
export interface ExplainedMistakes {
  /** How they were made and how to read them. */
  readonly about: string;
  readonly overlays: readonly (readonly { readonly title: string; readonly address: string }[])[];
}

export interface ModelFacts {
  /** As it was named. */
  readonly name: string;
  /** What the model says of itself; a stranger's says nothing. */
  readonly card: ModelCard | undefined;
  readonly input: ModelCard['input'];
  /** Of the file. */
  readonly bytes: number;
  readonly parameters?: number;
  readonly multiplyAdds?: number;
  /** What a stranger's file does not say, and what was assumed. */
  readonly notes: readonly string[];
}

export interface MeasuredData {
  readonly split: string;
  readonly dataset: Dataset;
  /** Whether the model was trained on data of that name. */
  readonly isTrainedOn: boolean;
}

/** Places of some of the pictures in the plane. */
export interface EmbeddingMaps {
  /** Which pictures; the same in both maps. */
  readonly indices: Int32Array;
  /** Of all dimensions of the layer. */
  readonly size: number;
  /** `[indices, 2]` */
  readonly components: Float32Array;
  /** The share of the variance that the two components hold. */
  readonly varianceShare: number;
  /** `[indices, 2]`, by UMAP. */
  readonly neighbours: Float32Array;
}

/** What others reach on the same pictures. */
export interface Comparisons {
  readonly computed: readonly BaselineResult[];
  readonly published: readonly PublishedFigure[];
  /** What computing took, now or when results were kept. */
  readonly seconds: number;
}

/** The inside of a model as pictures. */
export interface Inside {
  /** The picture of which there are maps. */
  readonly index: number;
  readonly filters: Figure;
  readonly maps: readonly Figure[];
  /** What each class answers to most. */
  readonly classes: Figure;
}

/** What config.json says. */
export interface RunConfig {
  readonly text: string;
}
