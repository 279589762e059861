// Calls all callbacks of a run in order. Checkpoints keep their states by type and position, so that two
// callbacks of one type each have a state.
import type { EpochEnd, Callback, CallbackState, TrainingControl } from './callback.ts';
import type { StepProgress } from '../progress.ts';

/** What a checkpoint keeps of each callback, in order. */
export type CallbackStates = readonly { readonly type: string; readonly state?: CallbackState | undefined }[];

export class CallbackList {
  /** Those whose state goes into checkpoints. */
  private readonly kept: readonly Callback[];
  private readonly callbacks: readonly Callback[];

  /** @param listener is called last and has no state */
  constructor(callbacks: readonly Callback[], listener: Callback) {
    this.kept = callbacks;
    this.callbacks = [...callbacks, listener];
  }

  stepEnd(progress: StepProgress): void {
    for (const callback of this.callbacks) callback.onStepEnd?.(progress);
  }

  validationBegin(): void {
    for (const callback of this.callbacks) callback.onValidationBegin?.();
  }

  validationEnd(): void {
    for (const callback of this.callbacks) callback.onValidationEnd?.();
  }

  async epochEnd(epoch: EpochEnd, control: TrainingControl): Promise<void> {
    for (const callback of this.callbacks) await callback.onEpochEnd?.(epoch, control);
  }

  async interrupt(epoch: EpochEnd): Promise<void> {
    for (const callback of this.callbacks) await callback.onInterrupt?.(epoch);
  }

  async trainEnd(): Promise<void> {
    for (const callback of this.callbacks) await callback.onTrainEnd?.();
  }

  get states(): CallbackStates {
    return this.kept.map((callback) => {
      const state = callback.getState?.();
      return { type: callback.type, ...(state && { state }) };
    });
  }

  /** Gives each callback the state at its position, if that state is of its type. */
  restore(states: CallbackStates): void {
    this.kept.forEach((callback, i) => {
      const kept = states[i];
      if (kept?.state && kept.type === callback.type) callback.setState?.(kept.state);
    });
  }
}
