// How long training will take, from its own pace since it began or was resumed. Training and validation are
// timed apart. Before the first validation, one is taken to cost a third of the training of as many pictures:
// it has no backward pass.
import type { StepProgress } from './progress.ts';

/** With less training behind it, a pace says nothing. */
const leastSeconds = 1;
const forwardShare = 1 / 3;

/** Measures the pace of a run. Times are in seconds, from any moment on. */
export class TimeLeft {
  private readonly validationPictures: number;
  private readonly training = { seconds: 0, pictures: 0 };
  private readonly validation = { seconds: 0, times: 0 };
  private last: { readonly step: StepProgress; readonly time: number } | undefined;

  /** @param validationPictures how many pictures each validation has */
  constructor(validationPictures: number) {
    this.validationPictures = validationPictures;
  }

  /** To be called after each step. The first one is not counted: it prepares the programs. */
  step(step: StepProgress, time: number): void {
    const { last } = this;
    if (last?.step.epoch === step.epoch) {
      this.training.seconds += time - last.time;
      this.training.pictures += step.done - last.step.done;
    }
    this.last = { step, time };
  }

  /** To be called after each validation. */
  validated(time: number): void {
    if (!this.last) return;
    this.validation.seconds += time - this.last.time;
    this.validation.times++;
  }

  /** The seconds until the last epoch is validated; undefined until the pace is known. */
  get seconds(): number | undefined {
    const { seconds, pictures } = this.training;
    if (!this.last || pictures === 0 || seconds < leastSeconds) return undefined;
    const { epoch, epochs, done, total } = this.last.step;
    const perPicture = seconds / pictures;
    const perValidation =
      this.validation.times > 0
        ? this.validation.seconds / this.validation.times
        : this.validationPictures * perPicture * forwardShare;
    return ((epochs - epoch) * total + total - done) * perPicture + (epochs - epoch + 1) * perValidation;
  }
}

/** Measures how long the features of pictures will take. Times are in seconds, from any moment on. */
export class FeaturesLeft {
  private first: { readonly done: number; readonly time: number } | undefined;
  private left: number | undefined;

  /** To be called as features become known. What comes first is not counted: it prepares the program. */
  known(done: number, total: number, time: number): void {
    this.first ??= { done, time };
    const [pictures, seconds] = [done - this.first.done, time - this.first.time];
    this.left = pictures > 0 && seconds >= leastSeconds ? ((total - done) * seconds) / pictures : undefined;
  }

  /** The seconds until all are known; undefined until the pace is known. */
  get seconds(): number | undefined {
    return this.left;
  }
}
