// Compiles the program and builds the studio's pages once for all end-to-end tests, because the program then
// starts in a third of the time.
import { buildStudio } from '../../scripts/build-studio.js';
import { compile } from '../../scripts/compile.js';

export async function setup(): Promise<void> {
  await compile();
  await buildStudio();
}
