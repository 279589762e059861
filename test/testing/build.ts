// Compiles the program once for all end-to-end tests, because it then starts in a third of the time.
import { compile } from '../../scripts/compile.js';

export const setup = compile;
