#!/usr/bin/env node
// The command `atelier`.
import { leaveExitCode } from './terminal/exit-file.ts';
import { run } from './run.ts';
import { guardStandardStreams } from './terminal/standard-streams.ts';

leaveExitCode();
guardStandardStreams();
await run(process.argv.slice(2));
