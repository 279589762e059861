// The one error that means "your input is wrong": a file, an option, a model, a picture. The command line
// prints its message as one line and exits with code 2. Any other error is a defect of ours and keeps its
// stack.

/** Bad input. The message is one line: the argument or file, what was expected, and what was given. */
export class InputError extends Error {
  /** Always `InputError`. */
  override readonly name = 'InputError';
}
