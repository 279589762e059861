// What a version of a model did since it was loaded, in the form of the protocol's statistics extension.

/** A count and a total time. */
export interface DurationStatistic {
  readonly count: number;
  readonly ns: number;
}

/** The extension's `$model_stat` without the name and the version. */
export interface ModelStatistics {
  /** Milliseconds since the epoch; 0 before the first request. */
  readonly last_inference: number;
  /** Rows. */
  readonly inference_count: number;
  /** Runs of the model. */
  readonly execution_count: number;
  readonly inference_stats: Readonly<Record<StatisticName, DurationStatistic>>;
  readonly batch_stats: BatchStatistic[];
}

interface BatchStatistic {
  readonly batch_size: number;
  readonly compute_input: DurationStatistic;
  readonly compute_infer: DurationStatistic;
  readonly compute_output: DurationStatistic;
}

const statisticNames = [
  'success',
  'fail',
  'queue',
  'compute_input',
  'compute_infer',
  'compute_output',
  'cache_hit',
] as const;
type StatisticName = (typeof statisticNames)[number];

class Duration {
  count = 0;
  ms = 0;

  add(ms: number, count = 1): void {
    this.count += count;
    this.ms += ms;
  }

  toStatistic(): DurationStatistic {
    return { count: this.count, ns: Math.round(this.ms * 1e6) };
  }
}

/** Counts what one version of a model does. */
export class Statistics {
  private lastInference = 0;
  private rows = 0;
  private readonly durations = Object.fromEntries(
    statisticNames.map((name) => [name, new Duration()]),
  ) as Record<StatisticName, Duration>;
  private readonly batches = new Map<number, Duration>();

  /** Counts a run. */
  addBatch(rows: number, inferMs: number): void {
    const batch = this.batches.get(rows) ?? new Duration();
    this.batches.set(rows, batch);
    batch.add(inferMs);
  }

  /** Counts a request that was answered. */
  addSuccess(times: { rows: number; queueMs: number; inferMs: number; totalMs: number }): void {
    this.lastInference = Date.now();
    this.rows += times.rows;
    this.durations.success.add(times.totalMs);
    this.durations.queue.add(times.queueMs);
    this.durations.compute_infer.add(times.inferMs);
    this.durations.compute_input.add(0);
    this.durations.compute_output.add(0);
  }

  /** Counts a request that failed. */
  addFailure(totalMs: number): void {
    this.lastInference = Date.now();
    this.durations.fail.add(totalMs);
  }

  toJSON(): ModelStatistics {
    const none = { count: 0, ns: 0 };
    const sizes = [...this.batches].sort(([a], [b]) => a - b);
    return {
      last_inference: this.lastInference,
      inference_count: this.rows,
      execution_count: sizes.reduce((sum, [, { count }]) => sum + count, 0),
      inference_stats: Object.fromEntries(
        statisticNames.map((name) => [name, this.durations[name].toStatistic()]),
      ) as Record<StatisticName, DurationStatistic>,
      batch_stats: sizes.map(([batch_size, duration]) => ({
        batch_size,
        compute_input: { ...none, count: duration.count },
        compute_infer: duration.toStatistic(),
        compute_output: { ...none, count: duration.count },
      })),
    };
  }
}
