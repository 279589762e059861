// The one error that means "what you gave me is wrong": a file, an option, a model, a picture. The command
// line prints its message as one line and exits with code 2; any other error is a defect and keeps its stack.

/** Bad input. The message names the argument or file, what was expected and what came, in one line. */
export class InputError extends Error {
  /** Always `InputError`. */
  override readonly name = 'InputError';
}
