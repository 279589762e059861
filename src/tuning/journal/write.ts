// Makes the operations that Atelier appends to a journal.
import type { Distribution, ParameterValue } from '../distribution.ts';
import type { SearchSpace } from '../space.ts';
import type { Direction, TrialState } from '../trial.ts';
import { encodeDistribution, toInternal } from './distribution-json.ts';
import { directionCode, opCodes, stateCode, timestamp, type Operation } from './operations.ts';

/** Makes operations in the name of one worker. */
export class OperationWriter {
  private readonly worker: string;

  /** @param worker which appears as `worker_id` */
  constructor(worker: string) {
    this.worker = worker;
  }

  createStudy(name: string, directions: readonly Direction[]): Operation {
    return this.made(opCodes.createStudy, { study_name: name, directions: directions.map(directionCode) });
  }

  studyUserAttribute(study: number, key: string, value: unknown): Operation {
    return this.made(opCodes.studyUserAttribute, { study_id: study, user_attr: { [key]: value } });
  }

  studySystemAttribute(study: number, key: string, value: unknown): Operation {
    return this.made(opCodes.studySystemAttribute, { study_id: study, system_attr: { [key]: value } });
  }

  /** A trial that begins now. */
  createTrial(study: number): Operation {
    return this.made(opCodes.createTrial, { study_id: study, datetime_start: timestamp(new Date()) });
  }

  /** A trial with these values that waits for a worker. */
  enqueueTrial(study: number, fixed: Readonly<Record<string, ParameterValue>>, why: string): Operation {
    return this.made(opCodes.createTrial, {
      ...{ study_id: study, datetime_start: null, state: stateCode('waiting'), value: null, values: null },
      ...{ distributions: {}, params: {}, user_attrs: { why }, intermediate_values: {} },
      system_attrs: { fixed_params: fixed },
    });
  }

  parameter(trial: number, name: string, distribution: Distribution, value: ParameterValue): Operation {
    return this.made(opCodes.parameter, {
      ...{ trial_id: trial, param_name: name, param_value_internal: toInternal(distribution, value) },
      distribution: encodeDistribution(distribution),
    });
  }

  /** The parameters that have values and are not known yet, in the order of the space. */
  parameters(
    trial: number,
    space: SearchSpace,
    values: Readonly<Record<string, ParameterValue>>,
    known: Readonly<Record<string, unknown>> = {},
  ): Operation[] {
    return space
      .filter(({ name }) => Object.hasOwn(values, name) && !Object.hasOwn(known, name))
      .map(({ name, distribution }) => this.parameter(trial, name, distribution, values[name]!));
  }

  state(trial: number, state: TrialState, values: readonly number[] | null = null): Operation {
    const now = timestamp(new Date());
    return this.made(opCodes.state, {
      ...{ trial_id: trial, state: stateCode(state), values },
      ...(state === 'running' && { datetime_start: now }),
      ...(state !== 'running' && state !== 'waiting' && { datetime_complete: now }),
    });
  }

  intermediate(trial: number, step: number, value: number): Operation {
    return this.made(opCodes.intermediate, { trial_id: trial, step, intermediate_value: value });
  }

  userAttribute(trial: number, key: string, value: unknown): Operation {
    return this.made(opCodes.userAttribute, { trial_id: trial, user_attr: { [key]: value } });
  }

  systemAttribute(trial: number, key: string, value: unknown): Operation {
    return this.made(opCodes.systemAttribute, { trial_id: trial, system_attr: { [key]: value } });
  }

  private made(code: number, fields: Readonly<Record<string, unknown>>): Operation {
    return { op_code: code, worker_id: this.worker, ...fields };
  }
}
