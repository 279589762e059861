// The state of the walk: the picture, the weights as the reader has changed them, and what the engine says
// about both. What is shown always fits together: a question and its own answer.
import type { Weights } from '../../../../../src/nn/model.ts';
import type { Question, Reading, Walk } from './walk.ts';

/** A change of one weight by hand. */
export interface Edit {
  readonly name: string;
  readonly index: number;
  readonly before: number;
  /** The loss before it, and its slope by the weight. */
  readonly loss: number;
  readonly slope: number;
}

/** The prediction at one point of learning. */
export interface Point {
  readonly loss: number;
  readonly probabilities: Float32Array;
  readonly weights: Weights;
}

export interface WalkState {
  readonly question: Question;
  readonly reading: Reading;
  /** From before the first step to now. */
  readonly trail: readonly Point[];
  /** The last change by hand, until something else changes. */
  readonly edit?: Edit;
  readonly isChanged: boolean;
}

type Listener = () => void;

/** So small that the first steps of the primer are steps and no leaps. */
const firstRate = 0.001;

export class WalkStore {
  readonly walk: Walk;
  private wanted: Question;
  private state: WalkState;
  private running: Promise<void> | undefined;
  private isStale = false;
  private edit: Edit | undefined;
  private trail: readonly Point[] = [];
  private readonly listeners = new Set<Listener>();

  private constructor(walk: Walk, question: Question, reading: Reading) {
    this.walk = walk;
    this.wanted = question;
    this.trail = [pointOf(question, reading)];
    this.state = { question, reading, trail: this.trail, isChanged: false };
  }

  /** Reads a first picture. */
  static async open(walk: Walk, pixels: Uint8Array, label: number): Promise<WalkStore> {
    const question = { pixels, label, weights: walk.weights, rate: firstRate };
    return new WalkStore(walk, question, await walk.read(question));
  }

  /** The state; the same object until it changes. */
  get = (): WalkState => this.state;

  subscribe = (listener: Listener): Listener => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Shows another picture or another true class. */
  ask(change: Partial<Pick<Question, 'pixels' | 'label'>>): Promise<void> {
    return this.restart({ ...this.wanted, ...change });
  }

  setRate(rate: number): Promise<void> {
    this.wanted = { ...this.wanted, rate };
    return this.refresh();
  }

  /** Sets all weights, such as those before a change. */
  setWeights(weights: Weights): Promise<void> {
    return this.restart({ ...this.wanted, weights });
  }

  /** Whether the last change was one of this weight. */
  isEditing = (name: string, index: number): boolean => this.edit?.name === name && this.edit.index === index;

  /** The picture that was asked for last, which the engine may not have read yet. */
  wantedPixels = (): Uint8Array => this.wanted.pixels;

  /** Sets one weight. Changes of the same weight in a row are one edit. */
  setWeight(name: string, index: number, value: number): Promise<void> {
    if (!this.isEditing(name, index)) this.edit = this.beginEdit(name, index);
    const values = Float32Array.from(this.wanted.weights[name]!);
    values[index] = value;
    this.wanted = { ...this.wanted, weights: { ...this.wanted.weights, [name]: values } };
    this.trail = [];
    return this.refresh();
  }

  /** One step of gradient descent from the weights that are shown. */
  step(): Promise<void> {
    const { question, reading } = this.state;
    this.edit = undefined;
    this.wanted = { ...question, weights: reading.next };
    return this.refresh();
  }

  private beginEdit(name: string, index: number): Edit {
    const { question, reading } = this.state;
    return {
      ...{ name, index, before: question.weights[name]![index]! },
      ...{ loss: reading.loss, slope: reading.gradients[name]![index]! },
    };
  }

  private restart(question: Question): Promise<void> {
    this.edit = undefined;
    this.trail = [];
    this.wanted = question;
    return this.refresh();
  }

  /** Asks the engine, one question at a time; only the last of those that wait is asked. */
  private refresh(): Promise<void> {
    this.isStale = true;
    return (this.running ??= this.run().finally(() => (this.running = undefined)));
  }

  private async run(): Promise<void> {
    while (this.isStale) {
      this.isStale = false;
      const question = this.wanted;
      this.show(question, await this.walk.read(question));
    }
  }

  private show(question: Question, reading: Reading): void {
    if (this.trail.at(-1)?.weights !== question.weights)
      this.trail = [...this.trail, pointOf(question, reading)];
    this.state = {
      ...{ question, reading, trail: this.trail, isChanged: question.weights !== this.walk.weights },
      ...(this.edit && { edit: this.edit }),
    };
    for (const listener of this.listeners) listener();
  }
}

const pointOf = ({ weights }: Question, { loss, probabilities }: Reading): Point => ({
  ...{ weights, loss, probabilities },
});
