// An inspector gives the same in the browser's runtime.
import * as web from 'onnxruntime-web';
import { expect, it } from 'vitest';
import { variantOf } from './good-pieces.ts';
import { openInspector } from './inspector.ts';
import { learnInspector } from './learn.ts';
import { imageSize, smallBackbone } from './testing/backbone.ts';
import { drawPieces, stained } from './testing/pieces.ts';

it.each(['patchcore', 'padim', 'knn'] as const)('%s in onnxruntime-web equals Node', async (method) => {
  const variants = ['light', 'dark'].map((name, i) =>
    variantOf(drawPieces(20, i, { grey: 200 - 80 * i }), imageSize, name),
  );
  const options = { method, bankSize: 200, alignment: 3, threads: 1 };
  const bytes = await learnInspector({ ...smallBackbone(), ...options, variants });
  const images = stained(drawPieces(4, 7, { shift: [1, -2] }), [8, 10]);
  const [node, browser] = await Promise.all(
    [{ threads: 1 }, { threads: 1, runtime: web, device: 'wasm' as const }].map(async (device) => {
      const inspector = await openInspector(bytes, 'test', device);
      return inspector.inspect(images).finally(() => inspector.dispose());
    }),
  );
  const close = (found: Float32Array, expected: Float32Array) =>
    found.forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-4));
  close(browser!.scores, node!.scores);
  close(browser!.maps!, node!.maps!);
});
