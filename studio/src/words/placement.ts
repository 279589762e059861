// Words about where a network runs.
import type { Placement, WantedPlace } from '../inference/placement.ts';
import { score } from './numbers.ts';

const places: Readonly<Record<WantedPlace, string>> = {
  auto: 'Wherever it is faster',
  webgpu: 'Graphics card (WebGPU)',
  wasm: 'Processor (WebAssembly)',
};

const onProcessor: Readonly<Record<Placement['why'], string>> = {
  chosen: 'as you chose.',
  faster: 'because that is faster.',
  'no-adapter': 'because this browser offers no graphics card.',
  software: 'because the browser has no graphics card of its own and would compute it there too.',
  small: 'because a network this small gains nothing on a graphics card.',
  different: 'because the graphics card gave other numbers in a trial.',
  slower: 'because the graphics card was no faster in a trial.',
  refused: 'because the graphics card refused the network.',
  lost: 'because the graphics card failed. Nothing was lost.',
};

export const placementWords = {
  choose: 'Runs on',
  places,
  runs: ({ on, why, speedup }: Placement): string => {
    if (on === 'wasm') return `Runs on the processor, ${onProcessor[why]}`;
    if (why === 'chosen') return 'Runs on the graphics card, as you chose.';
    return `Runs on the graphics card: ${score(speedup ?? 1)} times as fast as on the processor in a trial.`;
  },
};
