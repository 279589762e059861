// An end of the program that is neither bad input nor a defect, such as Ctrl-C before there was anything to
// keep.

/** Ends the program with one line and an exit code of its own. */
export class ExitError extends Error {
  override readonly name = 'ExitError';
  readonly exitCode: number;

  constructor(message: string, exitCode: number) {
    super(message);
    this.exitCode = exitCode;
  }
}
