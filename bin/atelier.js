#!/usr/bin/env node
// The command. In a checkout it runs the sources, compiled as they change. Installed, it runs the compiled
// program, or the sources through tsx if the package was packed without a build: npm runs no `prepack` where
// it runs no install scripts, as in this repository.
import { existsSync } from 'node:fs';
import module from 'node:module';

const place = (path) => new URL(`../${path}`, import.meta.url);

module.enableCompileCache?.(); // Node 22 and later

if (existsSync(place('scripts/compile.js'))) {
  const { compile } = await import('../scripts/compile.js');
  await compile();
  await import(place('.built/cli/main.js').href);
} else if (existsSync(place('dist/cli/main.js'))) {
  await import(place('dist/cli/main.js').href);
} else {
  const { register } = await import('tsx/esm/api');
  register();
  await import(place('src/cli/main.ts').href);
}
