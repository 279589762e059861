// Judges the pieces of a line, a few at a time, and tells how it goes. What is new or has changed is judged
// when the list is given again.
import type { JudgeAnswer, Piece } from '../../../../../src/server/studio/contract/inspect.ts';
import type { Judged } from './verdicts.ts';

/** What a line knows. */
export interface JudgeState {
  /** By the path of the piece. */
  readonly results: ReadonlyMap<string, Judged>;
  readonly done: number;
  readonly all: number;
  /** Undefined before the first pieces are judged, and at the end. */
  readonly secondsLeft?: number | undefined;
  /** Why it stopped. */
  readonly error?: Error | undefined;
}

/** How many pieces are asked for at once: a moment's work. */
const atOnce = 4;

type Ask = (pieces: readonly string[], signal: AbortSignal) => Promise<JudgeAnswer>;
type Listener = () => void;

export class LineJudge {
  private now: JudgeState = { results: new Map(), done: 0, all: 0 };
  /** When each piece that was judged had last changed. */
  private readonly judged = new Map<string, number>();
  private waiting: Piece[] = [];
  private running: Promise<void> | undefined;
  private readonly end = new AbortController();
  private readonly listeners = new Set<Listener>();
  private readonly ask: Ask;
  private readonly clock: () => number;

  /** @param clock the time in milliseconds */
  constructor(ask: Ask, clock: () => number = () => performance.now()) {
    this.ask = ask;
    this.clock = clock;
  }

  /** What is known; the same object until it changes. */
  state = (): JudgeState => this.now;

  subscribe = (listener: Listener): Listener => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Gives the pieces of the line, all of them. Returns when all are judged, or judging failed. */
  judge(pieces: readonly Piece[]): Promise<void> {
    this.waiting = pieces.filter(({ piece, modified }) => this.judged.get(piece) !== modified);
    this.tell({ all: pieces.length, done: pieces.length - this.waiting.length, error: undefined });
    this.running ??= this.run().finally(() => (this.running = undefined));
    return this.running;
  }

  /** Gives up what is not judged yet. */
  stop(): void {
    this.end.abort();
  }

  private async run(): Promise<void> {
    const started = this.clock();
    let count = 0;
    try {
      while (this.waiting.length > 0 && !this.end.signal.aborted) {
        const part = this.waiting.slice(0, atOnce);
        const { pieces } = await this.ask(
          part.map(({ piece }) => piece),
          this.end.signal,
        );
        for (const { piece, modified } of part) this.judged.set(piece, modified);
        this.waiting = this.waiting.filter(({ piece, modified }) => this.judged.get(piece) !== modified);
        count += part.length;
        const results = new Map(this.now.results);
        for (const { piece, score, error } of pieces) results.set(piece, { score, error });
        const perPiece = (this.clock() - started) / 1000 / count;
        const { length } = this.waiting;
        this.tell({
          ...{ results, done: this.now.all - length },
          secondsLeft: length > 0 ? perPiece * length : undefined,
        });
      }
    } catch (error) {
      if (!this.end.signal.aborted) this.tell({ error: error as Error, secondsLeft: undefined });
    }
  }

  private tell(change: Partial<JudgeState>): void {
    this.now = { ...this.now, ...change };
    for (const listener of this.listeners) listener();
  }
}
