// The error for an end that is neither bad input nor a defect, such as Ctrl-C before the first checkpoint.

/** Ends the program with one line and the given exit code. */
export class ExitError extends Error {
  override readonly name = 'ExitError';
  readonly exitCode: number;

  constructor(message: string, exitCode: number) {
    super(message);
    this.exitCode = exitCode;
  }
}
