// What Prometheus reads about the catalogue. Requests and their times by route are counted for all routes.
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What is asked of a catalogue. */
export type SearchKind = 'search' | 'similar' | 'recommend';

/** Counts what is asked of a catalogue. */
export class CatalogueMetrics {
  private readonly searches: Counter<'kind'>;
  private readonly errors: Counter<'kind'>;
  private readonly stages: Histogram<'stage'>;

  /** @param isReady tells whether the database answered the last time */
  constructor(registry: Registry, isReady: () => boolean) {
    const registers = [registry];
    const counter = (name: string, help: string) =>
      new Counter({ name: `atelier_catalogue_${name}`, help, labelNames: ['kind'] as const, registers });
    this.searches = counter('searches_total', 'Searches that were answered: search, similar, recommend.');
    this.errors = counter('errors_total', 'Questions that failed: gone, changed, bad-request, internal.');
    this.stages = new Histogram({
      ...{ name: 'atelier_catalogue_seconds', labelNames: ['stage'] as const, buckets: seconds, registers },
      help: 'Time with waiting: embed, and each question to the database by its name.',
    });
    new Gauge({
      ...{ name: 'atelier_catalogue_ready', help: 'Whether the database answers.', registers },
      collect() {
        this.set(Number(isReady()));
      },
    });
  }

  /** Counts a search that was answered. */
  searched(kind: SearchKind): void {
    this.searches.inc({ kind });
  }

  /** Counts a question that failed. */
  error(kind: 'gone' | 'changed' | 'bad-request' | 'internal'): void {
    this.errors.inc({ kind });
  }

  /** Counts the time of a stage. */
  stage(stage: string, ms: number): void {
    this.stages.observe({ stage }, ms / 1000);
  }
}
