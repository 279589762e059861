// A hundred damaged pictures of all formats, sent to /predict: each is refused with the library's words, or
// classified if the library can still read it.
import { expect, it } from 'vitest';
import type { InputError } from '../../src/errors.ts';
import { decodeImage } from '../../src/node/pictures/decode.ts';
import { Random } from '../../src/random.ts';
import { mutate } from '../intake/mutations.ts';
import { pictureFiles } from '../intake/pictures.ts';
import { smallServer } from './small-server.ts';

it('answers a hundred broken pictures as the library does', async () => {
  const maxPixels = 10_000_000;
  const server = await smallServer({ maxPixels });
  const files = [...(await pictureFiles()).values()];
  const broken = Array.from({ length: 100 }, (_, i) => {
    const random = new Random(1, 'broken', i);
    return new Uint8Array(mutate(files[i % files.length]!, random).bytes);
  });
  let refused = 0;
  for (const body of broken) {
    const reason = await decodeImage(body, 'picture', 1024, { maxPixels }).then(
      () => undefined,
      (error: InputError) => error.message,
    );
    const response = await fetch(`${server.url}/predict`, { method: 'POST', body });
    const answer: unknown = await response.json();
    if (reason === undefined) expect(answer).toMatchObject({ model: 'small' });
    else if (body.length > 0) expect(answer).toEqual({ error: reason });
    expect(response.status).toBe(reason === undefined ? 200 : 400);
    if (reason !== undefined) refused++;
  }
  expect(refused).toBeGreaterThan(50);
  await server.stop();
});
