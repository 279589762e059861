// The worker: models run here, so that the page never waits for them. Its name says how many threads it has.
import { serve } from './calls.ts';
import { useThreads } from './runtime.ts';
import { servedModels } from './served.ts';

useThreads(Number(self.name) || 1);
serve(self as unknown as Parameters<typeof serve>[0], servedModels());
