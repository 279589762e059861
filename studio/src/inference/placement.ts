// Decides where a network runs: on the graphics card (WebGPU) if a trial shows that it says the same there,
// and sooner; otherwise on the processor (WebAssembly). A graphics card that is lost later costs no result:
// the processor computes it again. This knows no browser, so it is tested in Node.
import type { TensorData } from '../../../src/engine/graph/tensor-type.ts';
import type { DeviceOptions } from '../../../src/engine/runtime/runtime.ts';

/** Where a person can ask a network to run. `auto`: where it pays. */
export const wantedPlaces = ['auto', 'webgpu', 'wasm'] as const;
export type WantedPlace = (typeof wantedPlaces)[number];

/** Where a network runs, and why there. */
export interface Placement {
  readonly on: 'webgpu' | 'wasm';
  readonly why:
    | 'chosen'
    | 'faster'
    /** The browser offers no graphics card. */
    | 'no-adapter'
    /** The browser's graphics card is computed by the processor. */
    | 'software'
    | 'small'
    /** The graphics card gave other numbers. */
    | 'different'
    | 'slower'
    /** The graphics card refused the network. */
    | 'refused'
    /** The graphics card failed while the network ran on it. */
    | 'lost';
  /** The time on the processor over that on the graphics card, in the trial. */
  readonly speedup?: number;
}

/** What this browser can run networks on. */
export interface Hardware {
  processor(): Promise<DeviceOptions>;
  /**
   * Finds the graphics card; what is returned loads what it needs.
   *
   * @param isChosen whether one that is computed by the processor is accepted
   */
  graphicsCard(isChosen: boolean): Promise<(() => Promise<DeviceOptions>) | 'no-adapter' | 'software'>;
}

/** Only one device, as in tests. */
export const onlyOn = (device: DeviceOptions): Hardware => ({
  processor: () => Promise.resolve(device),
  graphicsCard: () => Promise.resolve('no-adapter'),
});

/** A network that is open. */
interface Runnable {
  run(pixels: Uint8Array): Promise<Record<string, TensorData>>;
  dispose(): Promise<void>;
}

/** A network that can be opened in several places. */
export interface Placeable<Program extends Runnable> {
  readonly open: (device: DeviceOptions) => Promise<Program>;
  /** The bytes of a picture. */
  readonly pictureSize: number;
  /** For one picture. */
  readonly multiplyAdds: () => number;
}

/** With fewer products the way to the graphics card and back takes longer than the processor. */
const fewestProducts = 20e6;
/** The pictures of the trial. */
const trialPictures = 2;
const trialRuns = 3;
/** How far results may be apart: absolute below 1, relative to the largest above. */
const tolerance = 1e-3;
/** The graphics card must win by so much; a trial is short and the machine has other work. */
const leastSpeedup = 1.2;

export class PlacedProgram<Program extends Runnable = Runnable> {
  private program: Program;
  private now: Placement;
  private readonly onProcessor: () => Promise<Program>;
  private fallen: Promise<Program> | undefined;

  private constructor(program: Program, placement: Placement, onProcessor: () => Promise<Program>) {
    this.program = program;
    this.now = placement;
    this.onProcessor = onProcessor;
  }

  /**
   * Opens a network where it runs best.
   *
   * @param clock in milliseconds
   */
  static async open<Program extends Runnable>(
    network: Placeable<Program>,
    hardware: Hardware,
    wanted: WantedPlace = 'auto',
    clock = () => performance.now(),
  ): Promise<PlacedProgram<Program>> {
    const onProcessor = async () => network.open(await hardware.processor());
    const stay = async (why: Placement['why'], speedup?: number, open = onProcessor()) =>
      new PlacedProgram(await open, { on: 'wasm', why, ...(speedup && { speedup }) }, onProcessor);
    if (wanted === 'wasm') return stay('chosen');
    const isChosen = wanted === 'webgpu';
    const card = await hardware.graphicsCard(isChosen);
    if (typeof card === 'string') return stay(card);
    if (!isChosen && network.multiplyAdds() < fewestProducts) return stay('small');
    const device = await card(); // before the processor is asked, so that both are of one build
    const processor = await onProcessor();
    const there = await network.open(device).catch(() => undefined);
    const pixels = pattern(trialPictures * network.pictureSize);
    const found = there ? await compare(processor, there, pixels) : 'refused';
    const verdict = await verdictOf(found, isChosen, () => race(processor, there!, pixels, clock));
    if (!there || (verdict.why !== 'chosen' && verdict.why !== 'faster')) {
      await there?.dispose().catch(() => undefined);
      return stay(verdict.why, verdict.speedup, Promise.resolve(processor));
    }
    await processor.dispose();
    const placement: Placement = { on: 'webgpu', ...verdict };
    return new PlacedProgram(there, placement, onProcessor);
  }

  /** Where it runs now. */
  get placement(): Placement {
    return this.now;
  }

  async run(pixels: Uint8Array): Promise<Awaited<ReturnType<Program['run']>>> {
    type Results = Awaited<ReturnType<Program['run']>>;
    if (this.now.on === 'wasm') return (await this.program.run(pixels)) as Results;
    try {
      return (await this.program.run(pixels)) as Results;
    } catch {
      // Whatever it says: if the fault is in the pixels, the processor says so too.
      return (await (await this.fall()).run(pixels)) as Results;
    }
  }

  async dispose(): Promise<void> {
    await this.program.dispose();
  }

  /** Goes on on the processor. Runs that fail together fall together. */
  private fall(): Promise<Program> {
    this.fallen ??= (async () => {
      const lost = this.program;
      this.program = await this.onProcessor();
      this.now = { on: 'wasm', why: 'lost' };
      await lost.dispose().catch(() => undefined);
      return this.program;
    })();
    return this.fallen;
  }
}

type Verdict = Pick<Placement, 'why' | 'speedup'>;

/** Only a graphics card that says the same is tried for its time, unless a person wants it anyway. */
function verdictOf(
  found: 'same' | 'different' | 'refused',
  isChosen: boolean,
  tryTime: () => Promise<Verdict>,
): Verdict | Promise<Verdict> {
  if (found !== 'same') return { why: found };
  return isChosen ? { why: 'chosen' } : tryTime();
}

/** Whether both places say the same of a few pictures. */
async function compare(
  processor: Runnable,
  card: Runnable,
  pixels: Uint8Array,
): Promise<'same' | 'different' | 'refused'> {
  const expected = await processor.run(pixels);
  const seen = await card.run(pixels).catch(() => undefined);
  if (!seen) return 'refused';
  return areClose(expected, seen) ? 'same' : 'different';
}

/** Which place is the quicker one. Both have run before, so all is prepared. */
async function race(
  processor: Runnable,
  card: Runnable,
  pixels: Uint8Array,
  clock: () => number,
): Promise<Verdict> {
  const slow = await shortest(processor, pixels, clock);
  const speedup = slow / (await shortest(card, pixels, clock));
  return { why: speedup >= leastSpeedup ? 'faster' : 'slower', speedup };
}

/** Levels that differ from pixel to pixel, always the same. */
const pattern = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => (Math.imul(i + 1, 2654435761) >>> 16) & 255);

function areClose(expected: Record<string, TensorData>, seen: Record<string, TensorData>): boolean {
  return Object.entries(expected).every(([name, values]) => {
    const scale = Math.max(1, largest(values));
    const others = seen[name];
    if (others?.length !== values.length) return false;
    for (let i = 0; i < values.length; i++)
      if (!(Math.abs(Number(values[i]) - Number(others[i])) <= tolerance * scale)) return false;
    return true;
  });
}

function largest(values: TensorData): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(Number(value)));
  return most;
}

/** The shortest time of a few runs. Others only show what else the machine did. */
async function shortest(program: Runnable, pixels: Uint8Array, clock: () => number): Promise<number> {
  let least = Infinity;
  for (let i = 0; i < trialRuns; i++) {
    const begun = clock();
    await program.run(pixels);
    least = Math.min(least, clock() - begun);
  }
  return least;
}
