// Replays a journal into studies. An operation that breaks a rule of Optuna's is ignored, as Optuna ignores
// it.
import type { Distribution, ParameterValue } from '../distribution.ts';
import type { Direction, Trial, TrialState } from '../trial.ts';
import { areCompatible, decodeDistribution, toExternal } from './distribution-json.ts';
import { opCodes, stateNames, type Operation } from './operations.ts';

/** Names with values of any JSON. */
export type JournalAttributes = Record<string, unknown>;

/** A trial of a journal. */
export interface JournalTrial extends Trial {
  /** Counts the trials of all studies of the journal. */
  readonly id: number;
  readonly studyId: number;
  readonly state: TrialState;
  readonly params: Record<string, ParameterValue>;
  readonly distributions: Record<string, Distribution>;
  readonly intermediate: (readonly [epoch: number, value: number])[];
  readonly userAttributes: JournalAttributes;
  readonly systemAttributes: JournalAttributes;
  readonly start?: string;
  readonly complete?: string;
  readonly values?: readonly number[];
  /** The `worker_id` of the operation that created it or last set it running. */
  readonly worker: string;
  /** The number of its last operation in the journal. */
  readonly changed: number;
}

/** A study of a journal. */
export interface JournalStudy {
  readonly id: number;
  readonly name: string;
  readonly directions: readonly Direction[];
  readonly trials: JournalTrial[];
  readonly userAttributes: JournalAttributes;
  readonly systemAttributes: JournalAttributes;
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** The state of a journal after the operations that were applied to it. */
export class Journal {
  /** How many operations were applied. */
  length = 0;
  private readonly byId = new Map<number, JournalStudy>();
  private readonly trials: (Writable<JournalTrial> | undefined)[] = [];
  private studiesMade = 0;
  private readonly decoded = new Map<string, Distribution>();
  /** For each study, the first distribution of each parameter. */
  private readonly first = new Map<number, Map<string, Distribution>>();

  /** The studies that were not deleted. */
  get studies(): readonly JournalStudy[] {
    return [...this.byId.values()];
  }

  /** The id that the next study will have. */
  get nextStudyId(): number {
    return this.studiesMade;
  }

  /** The id that the next trial will have. */
  get nextTrialId(): number {
    return this.trials.length;
  }

  /** The study with a name; undefined if there is none. */
  study(name: string): JournalStudy | undefined {
    return this.studies.find((study) => study.name === name);
  }

  /**
   * Applies the next operation.
   *
   * @throws InputError if it has a distribution that Optuna has not
   */
  apply(operation: Operation): void {
    const position = this.length++;
    const { op_code: code } = operation;
    if (code === opCodes.createStudy) this.createStudy(operation);
    else if (code <= opCodes.createTrial) this.applyToStudy(code, operation, position);
    else if (code <= opCodes.systemAttribute) this.applyToTrial(code, operation, position);
  }

  private createStudy({ study_name: name, directions }: Operation): void {
    if (this.study(name as string)) return;
    const id = this.studiesMade++;
    this.byId.set(id, {
      ...{ id, name: name as string, trials: [], userAttributes: {}, systemAttributes: {} },
      directions: (directions as number[]).map((one) => (one === 2 ? 'maximize' : 'minimize')),
    });
  }

  private applyToStudy(code: number, operation: Operation, position: number): void {
    const study = this.byId.get(operation['study_id'] as number);
    if (!study) return;
    if (code === opCodes.deleteStudy) this.delete(study);
    else if (code === opCodes.studyUserAttribute) Object.assign(study.userAttributes, operation['user_attr']);
    else if (code === opCodes.studySystemAttribute)
      Object.assign(study.systemAttributes, operation['system_attr']);
    else this.createTrial(study, operation, position);
  }

  /** The ids of its trials stay taken. */
  private delete({ id, trials }: JournalStudy): void {
    for (const trial of trials) this.trials[trial.id] = undefined;
    this.byId.delete(id);
  }

  private createTrial(study: JournalStudy, operation: Operation, position: number): void {
    const given = operation as Partial<Template> & Operation;
    const distributions: Record<string, Distribution> = {};
    const params: Record<string, ParameterValue> = {};
    for (const [name, text] of Object.entries(given.distributions ?? {})) {
      distributions[name] = this.distribution(text);
      params[name] = toExternal(distributions[name], given.params?.[name] ?? 0);
      this.remember(study.id, name, distributions[name]);
    }
    const values = given.values ?? (typeof given.value === 'number' ? [given.value] : undefined);
    const trial: Writable<JournalTrial> = {
      ...{ id: this.trials.length, studyId: study.id, number: study.trials.length },
      ...{ params, distributions, worker: operation.worker_id, changed: position },
      state: stateNames[given.state ?? 0]!,
      intermediate: Object.entries(given.intermediate_values ?? {})
        .map(([step, value]) => [Number(step), value] as const)
        .sort(([a], [b]) => a - b),
      userAttributes: { ...given.user_attrs },
      systemAttributes: { ...given.system_attrs },
      ...(given.datetime_start && { start: given.datetime_start }),
      ...(given.datetime_complete && { complete: given.datetime_complete }),
      ...(values && { values }),
    };
    this.trials.push(trial);
    study.trials.push(trial);
  }

  private applyToTrial(code: number, operation: Operation, position: number): void {
    const trial = this.trials[operation['trial_id'] as number];
    if (!trial || isEnded(trial.state)) return;
    if (code === opCodes.parameter) this.setParameter(trial, operation);
    else if (code === opCodes.state) {
      if (!setState(trial, operation)) return;
    } else if (code === opCodes.intermediate) setIntermediate(trial, operation);
    else if (code === opCodes.userAttribute) Object.assign(trial.userAttributes, operation['user_attr']);
    else Object.assign(trial.systemAttributes, operation['system_attr']);
    trial.changed = position;
  }

  private setParameter(trial: JournalTrial, operation: Operation): void {
    const name = operation['param_name'] as string;
    const distribution = this.distribution(operation['distribution'] as string);
    if (!this.remember(trial.studyId, name, distribution)) return;
    trial.distributions[name] = distribution;
    trial.params[name] = toExternal(distribution, operation['param_value_internal'] as number);
  }

  /** Whether a parameter's distribution fits that of the first trial that has it. */
  private remember(studyId: number, name: string, distribution: Distribution): boolean {
    let first = this.first.get(studyId);
    if (!first) this.first.set(studyId, (first = new Map<string, Distribution>()));
    const known = first.get(name);
    if (known) return known === distribution || areCompatible(known, distribution);
    first.set(name, distribution);
    return true;
  }

  private distribution(text: string): Distribution {
    let found = this.decoded.get(text);
    if (!found) this.decoded.set(text, (found = decodeDistribution(text)));
    return found;
  }
}

/** A trial that is created with more than its start. */
interface Template {
  readonly state: number;
  readonly value: number | null;
  readonly values: readonly number[] | null;
  readonly distributions: Readonly<Record<string, string>>;
  readonly params: Readonly<Record<string, number>>;
  readonly user_attrs: JournalAttributes;
  readonly system_attrs: JournalAttributes;
  readonly intermediate_values: Readonly<Record<string, number>>;
  readonly datetime_start: string | null;
  readonly datetime_complete: string | null;
}

const isEnded = (state: TrialState): boolean => state !== 'running' && state !== 'waiting';

/** Returns whether the operation counts: a running trial can't be set running again. */
function setState(trial: Writable<JournalTrial>, operation: Operation): boolean {
  const state = stateNames[operation['state'] as number]!;
  if (state === 'running' && trial.state === 'running') return false;
  trial.state = state;
  if (state === 'running') {
    trial.worker = operation.worker_id;
    trial.start = operation['datetime_start'] as string;
  }
  const values = operation['values'] as number[] | null | undefined;
  if (values) trial.values = values;
  const complete = operation['datetime_complete'] as string | undefined;
  if (complete) trial.complete = complete;
  return true;
}

function setIntermediate({ intermediate }: JournalTrial, operation: Operation): void {
  const entry = [operation['step'] as number, operation['intermediate_value'] as number] as const;
  const at = intermediate.findIndex(([step]) => step >= entry[0]);
  if (at === -1) intermediate.push(entry);
  else intermediate.splice(at, intermediate[at]![0] === entry[0] ? 1 : 0, entry);
}
