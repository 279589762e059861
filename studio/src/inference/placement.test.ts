// Where a network runs, with networks and a graphics card that are made up.
import { describe, expect, it } from 'vitest';
import type { DeviceOptions } from '../../../src/engine/runtime/runtime.ts';
import { PlacedProgram, type Hardware, type Placeable, type WantedPlace } from './placement.ts';

interface Network {
  run(pixels: Uint8Array): Promise<Record<string, Float32Array>>;
  dispose(): Promise<void>;
}

/** A machine whose clock moves when a network runs. */
class Machine {
  time = 0;
  /** Milliseconds of a run, and what it adds to each result. */
  on = { wasm: { ms: 10, error: 0 }, webgpu: { ms: 2, error: 0 } };
  opened: string[] = [];
  isLost = false;
  products = 1e9;
  card: 'there' | 'no-adapter' | 'software' = 'there';

  readonly hardware: Hardware = {
    processor: () => Promise.resolve({ device: 'wasm' }),
    graphicsCard: (isChosen) => {
      if (this.card === 'no-adapter' || (this.card === 'software' && !isChosen))
        return Promise.resolve(this.card);
      return Promise.resolve(() => Promise.resolve<DeviceOptions>({ device: 'webgpu' }));
    },
  };

  readonly network: Placeable<Network> = {
    pictureSize: 3,
    multiplyAdds: () => this.products,
    open: ({ device }) => {
      const place = device as 'wasm' | 'webgpu';
      this.opened.push(place);
      return Promise.resolve<Network>({
        run: (pixels) => {
          this.time += this.on[place].ms;
          if (place === 'webgpu' && this.isLost) return Promise.reject(new Error('device lost'));
          return Promise.resolve({ y: Float32Array.from(pixels, (x) => 2 * x + this.on[place].error) });
        },
        dispose: () => {
          this.opened.splice(this.opened.indexOf(place), 1);
          return Promise.resolve();
        },
      });
    },
  };

  open = (wanted?: WantedPlace) => PlacedProgram.open(this.network, this.hardware, wanted, () => this.time);
}

const pixels = Uint8Array.of(1, 2, 3);

/** Why a network stays on the processor, and what makes it stay. */
const spoiled: readonly (readonly [string, (machine: Machine) => unknown])[] = [
  ['slower', (machine: Machine) => (machine.on.webgpu.ms = 9)],
  ['different', (machine: Machine) => (machine.on.webgpu.error = 1.02)], // of results up to 510
  ['different', (machine: Machine) => (machine.on.webgpu.error = NaN)],
  ['refused', (machine: Machine) => (machine.isLost = true)],
  ['no-adapter', (machine: Machine) => (machine.card = 'no-adapter')],
  ['software', (machine: Machine) => (machine.card = 'software')],
  ['small', (machine: Machine) => (machine.products = 1e6)],
];

describe('a network', () => {
  it('runs on a graphics card that is faster and says the same', async () => {
    const machine = new Machine();
    const program = await machine.open();
    expect(program.placement).toEqual({ on: 'webgpu', why: 'faster', speedup: 5 });
    expect(machine.opened).toEqual(['webgpu']);
    expect((await program.run(pixels)).y).toEqual(Float32Array.of(2, 4, 6));
  });

  it.each(spoiled)('runs on the processor otherwise: %s', async (why, spoil) => {
    const machine = new Machine();
    spoil(machine);
    const program = await machine.open();
    expect(program.placement).toMatchObject({ on: 'wasm', why });
    expect(machine.opened).toEqual(['wasm']);
    expect((await program.run(pixels)).y).toEqual(Float32Array.of(2, 4, 6));
  });

  it('runs where a person wants it, unless the graphics card gives other numbers', async () => {
    const machine = new Machine();
    expect((await machine.open('wasm')).placement).toEqual({ on: 'wasm', why: 'chosen' });
    Object.assign(machine, { card: 'software', products: 1 });
    machine.on.webgpu.ms = 100;
    expect((await machine.open('webgpu')).placement).toMatchObject({ on: 'webgpu', why: 'chosen' });
    machine.on.webgpu.error = 2;
    expect((await machine.open('webgpu')).placement).toMatchObject({ on: 'wasm', why: 'different' });
  });

  it('goes on on the processor when the graphics card is lost, and no result is', async () => {
    const machine = new Machine();
    const program = await machine.open();
    machine.isLost = true;
    const results = await Promise.all([program.run(pixels), program.run(pixels)]);
    for (const { y } of results) expect(y).toEqual(Float32Array.of(2, 4, 6));
    expect(program.placement).toEqual({ on: 'wasm', why: 'lost' });
    expect(machine.opened).toEqual(['wasm']);
  });
});
