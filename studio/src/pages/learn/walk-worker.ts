// The worker of the walk: the engine runs here, so that the page stays quick however large the network is.
import { serve } from '../../inference/calls.ts';
import { useThreads } from '../../inference/runtime.ts';
import { servedWalks } from './core/served-walks.ts';

useThreads(1); // what one picture needs is too little to divide
serve(self as unknown as Parameters<typeof serve>[0], servedWalks({ device: 'wasm' }));
