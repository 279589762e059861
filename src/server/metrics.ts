// What Prometheus reads at /metrics.
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The state of a version, for the gauges. */
export interface VersionState {
  readonly model: string;
  readonly version: string;
  readonly isReady: boolean;
  readonly waitingRows: number;
}

/** Counts what the server does. */
export class ServerMetrics {
  readonly registry = new Registry();
  private readonly requests: Counter<'route' | 'method' | 'status'>;
  /** The counters of requests that were looked up; looking one up takes longer than counting. */
  private readonly known = new Map<string, Counter.Internal>();
  private readonly errors: Counter<'kind'>;
  private readonly latency: (route: string) => Histogram.Internal<'route'>;
  private readonly stages: (stage: string) => Histogram.Internal<'stage'>;
  private readonly batchRows: Histogram;
  private readonly reloads: Counter<'model' | 'version'>;
  private readonly reloadFailures: Counter<'model' | 'version'>;

  /** @param versions tells the state of all versions when the metrics are read */
  constructor(versions: () => Iterable<VersionState>) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    const counter = <T extends string>(name: string, help: string, labelNames: T[]) =>
      new Counter({ name: `atelier_${name}`, help, labelNames, registers });
    this.requests = counter('requests_total', 'Requests by route and status.', ['route', 'method', 'status']);
    this.errors = counter('errors_total', 'Errors by kind.', ['kind']);
    this.reloads = counter('reloads_total', 'Loads of a model that succeeded.', ['model', 'version']);
    this.reloadFailures = counter('reload_failures_total', 'Loads of a model that failed.', [
      'model',
      'version',
    ]);
    const histograms = <T extends string>(name: string, help: string, label: T) =>
      byLabel(
        new Histogram({ name: `atelier_${name}`, help, labelNames: [label], buckets: seconds, registers }),
        label,
      );
    this.latency = histograms('request_seconds', 'Time of requests by route.', 'route');
    this.stages = histograms('stage_seconds', 'Time by stage: queue, decode, infer, explain.', 'stage');
    this.batchRows = new Histogram({
      ...{
        name: 'atelier_batch_rows',
        help: 'Pictures per run.',
        buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256],
      },
      registers,
    });
    const gauge = (name: string, help: string, value: (state: VersionState) => number) =>
      new Gauge({
        ...{ name: `atelier_${name}`, help, labelNames: ['model', 'version'], registers },
        collect() {
          this.reset();
          for (const state of versions())
            this.set({ model: state.model, version: state.version }, value(state));
        },
      });
    gauge('queue_rows', 'Pictures that wait for a run.', ({ waitingRows }) => waitingRows);
    gauge('model_ready', 'Whether a version answers requests.', ({ isReady }) => Number(isReady));
  }

  /** Counts a request that was answered. */
  answered(route: string, method: string, status: number, ms: number): void {
    const key = `${method} ${status} ${route}`;
    const counter = this.known.get(key) ?? this.requests.labels({ route, method, status });
    this.known.set(key, counter);
    counter.inc();
    this.latency(route).observe(ms / 1000);
  }

  /** Counts an error; its kind is one of a few words. */
  error(kind: string): void {
    this.errors.inc({ kind });
  }

  /** Counts a run of a model. */
  batch(rows: number, inferMs: number): void {
    this.batchRows.observe(rows);
    this.stage('infer', inferMs);
  }

  /** Counts how long a request waited for its run. */
  request(queueMs: number): void {
    this.stage('queue', queueMs);
  }

  /** Counts the time of a stage. */
  stage(stage: 'queue' | 'decode' | 'infer' | 'explain', ms: number): void {
    this.stages(stage).observe(ms / 1000);
  }

  /** Counts a load of a model. */
  loaded(model: string, version: string, succeeded: boolean): void {
    (succeeded ? this.reloads : this.reloadFailures).inc({ model, version });
  }
}

/** The histograms of a label's values, each looked up once. */
function byLabel<T extends string>(
  histogram: Histogram<T>,
  label: T,
): (value: string) => Histogram.Internal<T> {
  const known = new Map<string, Histogram.Internal<T>>();
  return (value) => {
    const own = known.get(value) ?? histogram.labels({ [label]: value } as Record<T, string>);
    known.set(value, own);
    return own;
  };
}
