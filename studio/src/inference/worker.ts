// The worker: models run here, so that the page never waits for them. Its name says how many threads it has.
import { serve } from './calls.ts';
import { hardwareOf } from './hardware.ts';
import { servedModels } from './served.ts';

serve(self as unknown as Parameters<typeof serve>[0], servedModels(hardwareOf(Number(self.name) || 1)));
