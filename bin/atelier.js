#!/usr/bin/env node
// The command as it is installed: the compiled program where the package was built before it was packed, else
// its source through tsx. (npm runs no `prepack` where install scripts are switched off, as they are in this
// repository.)
import { existsSync } from 'node:fs';

const compiled = new URL('../dist/cli/main.js', import.meta.url);
if (existsSync(compiled)) {
  await import(compiled.href);
} else {
  const { register } = await import('tsx/esm/api');
  register();
  await import(new URL('../src/cli/main.ts', import.meta.url).href);
}
