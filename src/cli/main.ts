#!/usr/bin/env node
// The command `atelier`.
import { run } from './run.ts';
import { guardStandardStreams } from './terminal/standard-streams.ts';

guardStandardStreams();
await run(process.argv.slice(2));
