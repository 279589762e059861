// Decisions about the labels of a data set, one step after the other. Each step is on the disk before it is
// answered, and can be taken back at any time.
import { bindLabels } from '../../../data/bind-labels.ts';
import type { LabelDecision } from '../../../data/labels-file.ts';
import { readLabels, writeLabels } from '../../../node/data/labels.ts';
import { badRequest, HttpError } from '../../errors.ts';
import type { DataDecision, DataDecisions, DataPlace, Decided, DecisionStep } from '../contract/data.ts';
import { stampOf, type DecisionFiles, type Step } from './decision-files.ts';
import type { OpenData } from './open-data.ts';

interface State {
  readonly file: string;
  /** By picture, the oldest first. */
  readonly decided: ReadonlyMap<string, DataDecision>;
  /** Decisions about photographs that are gone. They may come back. */
  readonly lost: readonly LabelDecision[];
}

export class Decisions {
  private readonly data: OpenData;
  private readonly files: DecisionFiles;
  private state: { readonly stamp: string | undefined; readonly value: State } | undefined;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(data: OpenData, files: DecisionFiles) {
    this.data = data;
    this.files = files;
  }

  /** @throws InputError if the file can't be read, or belongs to other data */
  read(): Promise<DataDecisions> {
    return this.inTurn(async () => answerOf(await this.load(), await this.files.readSteps()));
  }

  /**
   * Makes decisions, or takes them back, as one step.
   *
   * @throws HttpError 400 for a picture or a class that the data do not have
   */
  change(wanted: DecisionStep): Promise<DataDecisions> {
    return this.inTurn(async () => {
      const state = await this.load();
      const step = wanted.map(({ place, decided: after }) => {
        this.check(place, after);
        return { place, before: state.decided.get(keyOf(place))?.decided ?? null, after };
      });
      const steps = [...(await this.files.readSteps()), step];
      await this.files.writeSteps(steps); // first: a step that was not made can be taken back without harm
      return answerOf(await this.save(state, step), steps);
    });
  }

  /**
   * Takes the last step back.
   *
   * @throws HttpError 409 if there is none
   */
  undo(): Promise<DataDecisions> {
    return this.inTurn(async () => {
      const steps = await this.files.readSteps();
      const step = steps.pop();
      if (!step) throw new HttpError(409, 'there is nothing to take back');
      const back = step
        .toReversed()
        .map(({ place, before, after }) => ({ place, before: after, after: before }));
      const state = await this.save(await this.load(), back);
      await this.files.writeSteps(steps);
      return answerOf(state, steps);
    });
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(work);
    this.turn = result.catch(() => undefined);
    return result;
  }

  private check({ split, index }: DataPlace, decided: Decided | null): void {
    const dataset = this.data.splits[split];
    if (!dataset || index >= dataset.count)
      throw badRequest(`there is no picture ${index} in the ${split} split`);
    if (decided?.decision === 'relabel' && decided.label >= dataset.classNames.length)
      throw badRequest(`there is no class ${decided.label}`);
  }

  /** Reads the file if it has changed since. */
  private async load(): Promise<State> {
    const file = await this.files.labels();
    const stamp = await stampOf(file);
    if (this.state?.stamp !== stamp || this.state?.value.file !== file)
      this.state = { stamp, value: await this.readFile(file, stamp !== undefined) };
    return this.state.value;
  }

  private async readFile(file: string, exists: boolean): Promise<State> {
    if (!exists) return { file, decided: new Map(), lost: [] };
    const labels = await readLabels(file);
    const { splits } = this.data;
    const { places } = await bindLabels(labels, splits, file);
    const found = labels.decisions.flatMap((decision, i) => {
      const place = places[i];
      return place ? [{ place, decided: decidedOf(decision, splits.train.classNames) }] : [];
    });
    return {
      file,
      decided: new Map(found.map((one) => [keyOf(one.place), one])),
      lost: labels.decisions.filter((_, i) => !places[i]),
    };
  }

  private async save({ file, decided: before, lost }: State, step: Step): Promise<State> {
    const decided = new Map(before);
    for (const { place, after } of step) {
      decided.delete(keyOf(place)); // a new decision is the last
      if (after) decided.set(keyOf(place), { place, decided: after });
    }
    const { splits, digest } = this.data;
    await writeLabels(file, {
      labels: 1,
      data: splits.train.name,
      ...(!splits.train.files && { digest: await digest() }),
      decisions: [...lost, ...Array.from(decided.values(), (one) => this.written(one))],
    });
    const value = { file, decided, lost };
    this.state = { stamp: await stampOf(file), value };
    return value;
  }

  private written({ place, decided }: DataDecision): LabelDecision {
    const { classNames, labels, files } = this.data.splits[place.split]!;
    const file = files?.[place.index];
    const about = { ...place, ...(file !== undefined && { file }), given: classNames[labels[place.index]!]! };
    return decided.decision === 'relabel'
      ? { ...about, decision: 'relabel', label: classNames[decided.label]! }
      : { ...about, decision: decided.decision };
  }
}

const keyOf = ({ split, index }: DataPlace): string => `${split} ${index}`;

const decidedOf = (decision: LabelDecision, classNames: readonly string[]): Decided =>
  decision.decision === 'relabel'
    ? { decision: 'relabel', label: classNames.indexOf(decision.label) }
    : { decision: decision.decision };

const answerOf = ({ file, decided }: State, steps: readonly Step[]): DataDecisions => ({
  file,
  decisions: [...decided.values()],
  steps: steps.length,
});
