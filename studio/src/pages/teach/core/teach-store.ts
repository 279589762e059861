// Everything that the page Teach knows: the lesson, what is being added, the training, and its result. It
// knows neither React nor workers: those are given, so that it is tested without a browser.
import type { Remote } from '../../../inference/calls.ts';
import type { WantedPlace } from '../../../inference/placement.ts';
import type { FoldStep } from '../../../../../src/training/fit-head.ts';
import type { LessonFunctions, NewPicture } from '../lesson-worker.ts';
import type { TeacherFunctions } from '../teacher-worker.ts';
import { paceOf, paceText, readPace, type Pace } from './forecast.ts';
import { contentOf, LessonState, type Change, type Lesson, type LessonPicture } from './lesson.ts';
import type { Result } from './result.ts';
import { timeLeft, unlessStopped, type Training } from './training.ts';

/** A network to learn on. */
export interface BackboneChoice {
  readonly name: string;
  /** How commands name it. */
  readonly argument: string;
  readonly load: () => Promise<Uint8Array>;
  /** Where it looks at pictures; where it pays by default. */
  readonly on?: WantedPlace | undefined;
}

/** A worker that learns. */
export interface OpenTeacher {
  readonly functions: Remote<TeacherFunctions>;
  readonly close: () => void;
}

/** What the store works with. */
export interface TeachParts {
  readonly files: Remote<LessonFunctions>;
  readonly openTeacher: (onStep: (step: FoldStep) => void) => OpenTeacher;
  /** Small values that the browser keeps by their names. */
  readonly memory: {
    readonly recall: (name: string) => string | undefined;
    readonly keep: (name: string, value: string) => void;
  };
}

export interface TeachState {
  readonly lesson: Lesson;
  /** Pictures that are being written. */
  readonly adding: { readonly done: number; readonly total: number } | undefined;
  /** The ids of pictures that the browser can't read. */
  readonly unreadable: ReadonlySet<number>;
  readonly training: Training | undefined;
  /** Why the last training failed. */
  readonly failure: string | undefined;
  readonly result: Result | undefined;
}

/** Pictures that are written or looked at in one go; more would only take more memory. */
const atOnce = 8;

export class TeachStore {
  private readonly parts: TeachParts;
  private lessonState = new LessonState();
  private readonly listeners = new Set<() => void>();
  private teacher: OpenTeacher | undefined;
  private stopping: AbortController | undefined;
  private state: TeachState;

  private constructor(parts: TeachParts, changes: readonly Change[], result: Result | undefined) {
    this.parts = parts;
    for (const change of changes) this.lessonState.apply(change);
    this.state = {
      ...{ lesson: this.lessonState.lesson(), adding: undefined, unreadable: new Set() },
      ...{ training: undefined, failure: undefined, result },
    };
  }

  /** Opens the lesson as it was left. */
  static async open(parts: TeachParts): Promise<TeachStore> {
    return new TeachStore(parts, await parts.files.open(), await parts.files.result());
  }

  get = (): TeachState => this.state;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Writes a change down, and shows it. */
  async change(change: Change): Promise<void> {
    await this.parts.files.change(change);
    this.lessonState.apply(change);
    this.tell({ lesson: this.lessonState.lesson() });
  }

  /** Adds a class; returns its id. */
  async addClass(name: string): Promise<number> {
    const id = this.lessonState.nextClass;
    await this.change({ do: 'class', id, name });
    return id;
  }

  /** Adds pictures to a class, a few at a time. Each is on the disk before the next ones are read. */
  async add(of: number, pictures: readonly NewPicture[]): Promise<void> {
    const adding = (part: number, whole: number) => {
      const { done, total } = this.state.adding ?? { done: 0, total: 0 };
      const next = { done: done + part, total: total + whole };
      return next.done < next.total ? next : undefined;
    };
    this.tell({ adding: adding(0, pictures.length) });
    let written = 0;
    try {
      for (; written < pictures.length; written += atOnce) {
        const added = await this.parts.files.add(of, pictures.slice(written, written + atOnce));
        for (const picture of added) this.lessonState.apply({ do: 'picture', ...picture });
        this.tell({ lesson: this.lessonState.lesson(), adding: adding(added.length, 0) });
      }
    } catch (error) {
      this.tell({ adding: adding(pictures.length - written, 0) });
      throw error;
    }
  }

  /** The file of a picture. */
  async picture(picture: LessonPicture): Promise<Blob> {
    return (await this.parts.files.read([picture]))[0]!;
  }

  /** The model that was taught last. */
  model(): Promise<Uint8Array> {
    return this.parts.files.model();
  }

  zip(): Promise<Blob> {
    return this.parts.files.zip(this.state.lesson);
  }

  /** Learns the lesson as it is now. What was seen of its pictures before is not computed again. */
  async train(backbone: BackboneChoice): Promise<void> {
    this.stopping = new AbortController();
    const { signal } = this.stopping;
    const { lesson } = this.state;
    this.tell({ training: { phase: 'opening' }, failure: undefined });
    try {
      const result = await this.learn(lesson, backbone, signal);
      this.tell({ training: undefined, result });
    } catch (error) {
      const isStopped = signal.aborted;
      this.tell({ training: undefined, failure: isStopped ? undefined : (error as Error).message });
    } finally {
      this.closeTeacher();
    }
  }

  /** How fast this machine was with a network the last time. */
  pace(backbone: Pick<BackboneChoice, 'name' | 'on'>): Pace | undefined {
    return readPace(this.parts.memory.recall(paceName(backbone)));
  }

  /** Ends the training. The features that are known stay. */
  stop(): void {
    this.stopping?.abort(new Error('stopped'));
    this.closeTeacher();
  }

  /** Forgets the lesson, the features and the model. */
  async clear(): Promise<void> {
    this.stop();
    await this.parts.files.clear();
    this.lessonState = new LessonState();
    const lesson = this.lessonState.lesson();
    this.tell({ lesson, unreadable: new Set(), failure: undefined, result: undefined });
  }

  private async learn(lesson: Lesson, backbone: BackboneChoice, signal: AbortSignal): Promise<Result> {
    const steps: FoldStep[] = [];
    const teacher = this.parts.openTeacher((step) => {
      steps.push(step);
      this.tell({ training: { phase: 'fitting', steps: [...steps] } });
    });
    this.teacher = teacher;
    const begun = performance.now();
    const bytes = await unlessStopped(backbone.load(), signal);
    await unlessStopped(teacher.functions.open(bytes, `${backbone.name}.onnx`, backbone.on), signal);
    const looked = await this.see(lesson, teacher, signal);
    const pictures = lesson.pictures.filter(({ id }) => !this.state.unreadable.has(id));
    const placement = await unlessStopped(teacher.functions.placement(), signal);
    const seen = performance.now();
    this.tell({ training: { phase: 'fitting', steps: [] } });
    const { model, ...taught } = await unlessStopped(
      teacher.functions.teach(taskOf(lesson, pictures)),
      signal,
    );
    const result: Result = {
      ...{ ...taught, steps, content: contentOf(lesson), classNames: lesson.classes.map(({ name }) => name) },
      ...{ backbone: backbone.name, argument: backbone.argument, pictures: pictures.length, placement },
      bytes: model.length,
      seconds: { features: (seen - begun) / 1000, fit: (performance.now() - seen) / 1000 },
    };
    const fitted = { pictures: pictures.length, seconds: result.seconds.fit };
    const pace = paceOf(looked, fitted, this.pace(backbone));
    if (pace) this.parts.memory.keep(paceName(backbone), paceText(pace));
    this.tell({ training: { phase: 'keeping' } });
    await this.parts.files.saveModel(model, result);
    return result;
  }

  /** Computes the features of new pictures; returns how many there were, and how long it took. */
  private async see({ pictures }: Lesson, { functions }: OpenTeacher, signal: AbortSignal) {
    const unseen = new Set(await unlessStopped(functions.unseen(pictures.map(({ id }) => id)), signal));
    const wanted = pictures.filter(({ id }) => unseen.has(id));
    const begun = performance.now();
    for (let done = 0; done < wanted.length; done += atOnce) {
      const left = timeLeft(done, wanted.length, (performance.now() - begun) / 1000);
      this.tell({ training: { phase: 'features', done, total: wanted.length, left } });
      const some = wanted.slice(done, done + atOnce);
      const blobs = await this.parts.files.read(some);
      const bad = await unlessStopped(
        functions.see(some.map(({ id }, i) => ({ id, blob: blobs[i]! }))),
        signal,
      );
      if (bad.length > 0) this.tell({ unreadable: new Set([...this.state.unreadable, ...bad]) });
    }
    return { pictures: wanted.length, seconds: (performance.now() - begun) / 1000 };
  }

  private closeTeacher(): void {
    this.teacher?.close();
    this.teacher = undefined;
  }

  private tell(change: Partial<TeachState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}

const paceName = ({ name, on = 'auto' }: Pick<BackboneChoice, 'name' | 'on'>): string =>
  `teach-pace-${on}-${name}`;

function taskOf({ name, classes }: Lesson, pictures: readonly LessonPicture[]) {
  const labels = new Map(classes.map(({ id }, label) => [id, label]));
  return {
    ...{ name, classNames: classes.map((one) => one.name) },
    ids: Int32Array.from(pictures, ({ id }) => id),
    labels: Int32Array.from(pictures, ({ of }) => labels.get(of)!),
  };
}
