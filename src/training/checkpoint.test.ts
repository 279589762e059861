// Checkpoints: they are read as written, and damaged ones are refused.
import { describe, expect, it } from 'vitest';
import { InputError } from '../errors.ts';
import { decodeCheckpoint, encodeCheckpoint, type Checkpoint } from './checkpoint.ts';

const epoch = {
  epoch: 1,
  learningRate: 0.1,
  loss: 1 / 3,
  accuracy: 0.5,
  validationLoss: 0.7,
  validationAccuracy: 0.6,
  seconds: 1.25,
};

const checkpoint: Checkpoint = {
  identity: { architecture: 'größer', seed: '1' },
  progress: {
    epochs: 1,
    batches: 3,
    totals: { done: 30, loss: 12.5, correct: 11, seconds: 0.1, gradientNorm: 3.5 },
    history: [epoch],
    best: epoch,
    learningRateFactor: 0.5,
    callbacks: [{ type: 'earlyStopping', state: { best: 0.6, waited: 2 } }, { type: 'csvLogger' }],
  },
  state: { kernel: Float32Array.of(1.5, -0, 1e-40, NaN), empty: new Float32Array(0) },
  best: Uint8Array.of(1, 2, 3),
};

describe('a checkpoint', () => {
  it('is read as it was written', async () => {
    expect(await decodeCheckpoint(await encodeCheckpoint(checkpoint), 'here')).toEqual(checkpoint);
  });

  it('is read as written, also before there is a best model', async () => {
    const { best, ...progress } = checkpoint.progress;
    expect(best).toBeDefined();
    const first = { identity: checkpoint.identity, progress, state: checkpoint.state };
    expect(await decodeCheckpoint(await encodeCheckpoint(first), 'here')).toEqual(first);
  });

  it('is refused at any other length', async () => {
    const bytes = await encodeCheckpoint(checkpoint);
    for (let length = 0; length < bytes.length; length += 7) {
      await expect(decodeCheckpoint(bytes.subarray(0, length), 'here')).rejects.toThrow(InputError);
    }
    const longer = Uint8Array.from([...bytes, 0]);
    await expect(decodeCheckpoint(longer, 'here')).rejects.toThrow('here: the checkpoint is damaged');
  });

  it('of an older version is refused with its own message', async () => {
    const older = await encodeCheckpoint(checkpoint);
    older.set(new TextEncoder().encode('atelier checkpoint 1\n'));
    await expect(decodeCheckpoint(older, 'here')).rejects.toThrow(
      "here: this version can't resume a checkpoint of an older version",
    );
  });

  it('is refused if any byte has changed', async () => {
    const bytes = await encodeCheckpoint(checkpoint);
    for (let at = 0; at < bytes.length; at += 5) {
      const changed = bytes.slice();
      changed[at]! ^= 1;
      await expect(decodeCheckpoint(changed, 'here')).rejects.toThrow(/^here: .*(no|not a|damaged)/);
    }
  });
});
