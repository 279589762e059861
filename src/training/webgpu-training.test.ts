// A resumed run on WebGPU. Skipped without a Vulkan driver; src/engine/testing/devices.test.ts says so.
import { describe, expect, it } from 'vitest';
import { webgpuMissing } from '../engine/testing/devices.ts';
import { fit } from './fit.ts';
import { smallModel, smallRun } from './testing/small-run.ts';

describe.skipIf(webgpuMissing)('on WebGPU', () => {
  it('a run that is resumed gives the bits of one that was not stopped', { timeout: 300_000 }, async () => {
    const options = { ...smallRun(), epochs: 2, device: 'webgpu', novelty: false } as const;
    const checkpoints: Uint8Array[] = [];
    const whole = await fit(smallModel(), {
      ...options,
      onCheckpoint: (bytes) => Promise.resolve(void checkpoints.push(bytes)),
    });
    const resumed = await fit(smallModel(), { ...options, resume: checkpoints[0]! });
    expect(resumed.last).toEqual(whole.last);
  });
});
