// The thread that prepares maps of pictures: what describes each picture, and which are near each other.
import { readFile } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { describePictures } from '../../../audit/descriptors.ts';
import { pictureSizeOf, type Dataset } from '../../../data/dataset.ts';
import { checkPictures } from '../../../data/for-model.ts';
import { piecesOf, selectPictures, type Pictures } from '../../../data/pictures.ts';
import { spreadIndices } from '../../../data/spread-indices.ts';
import { InputError } from '../../../errors.ts';
import { leastOnMap, type MapSource } from '../../../explain/embedding/landmark-map.ts';
import { prepareMap } from '../../../explain/embedding/landmarks.ts';
import type { Vectors } from '../../../neighbours/vectors.ts';
import { openData } from '../../../node/data/load.ts';
import { picturesFor } from '../../../node/data/photographs/pictures-for.ts';
import { answerCalls, tellNews } from '../../../node/threads/calls.ts';
import { decodeModelCard } from '../../../nn/classifier-file.ts';
import { mostOnMap } from '../contract/maps.ts';
import { embedPictures } from '../nearest/embed-pictures.ts';
import type { MapCalls, MapNews, MapSubject } from './calls.ts';

/** The newest maps; each takes some megabytes. */
const prepared = new Map<string, Uint8Array>();
const mostPrepared = 4;
const perPiece = 500;
/** Photographs that take more stay on disk. */
const mostInMemory = 2 ** 30;

type Call<Name extends keyof MapCalls> = (
  argument: MapCalls[Name][0],
) => Promise<MapCalls[Name][1]> | MapCalls[Name][1];

const prepare: Call<'prepare'> = async (subject) => {
  const { key } = subject;
  const tell = (done: number, total: number) => tellNews({ key, done, total } satisfies MapNews);
  const source = await prepareMap(await vectorsOf(subject, tell), { threads: 1 });
  prepared.set(key, bytesOf(source));
  for (const old of [...prepared.keys()].slice(0, -mostPrepared)) prepared.delete(old);
  const { count, landmarks, k } = source;
  return { isReady: true, count, landmarks, k };
};

type Tell = (done: number, total: number) => void;

/** A vector for each picture of the map. */
async function vectorsOf({ data, split, model }: MapSubject, tell: Tell): Promise<Vectors> {
  const bytes = model === undefined ? undefined : await readFile(model);
  const card = bytes && decodeModelCard(bytes, 'model');
  const splits = await openData(data, {
    ...{ offline: true, isMeasured: true, mostInMemory },
    ...(card && { pictures: picturesFor(card) }),
    onPicture: ({ done, total }) => tell(done, total),
  });
  const all = splits[split];
  if (!all) throw new InputError(`${data}: there is no ${split} split`);
  if (all.count < leastOnMap)
    throw new InputError(`${data}: expected at least ${leastOnMap} pictures for a map, got ${all.count}`);
  const indices = spreadIndices(all.count, mostOnMap);
  const dataset = {
    ...all,
    ...{ count: indices.length, labels: Int32Array.from(indices, (index) => all.labels[index]!) },
    images: selectPictures(all.images, indices, pictureSizeOf(all)),
  };
  if (!card) return describe(dataset, (done) => tell(done, dataset.count));
  checkPictures(card.input, dataset);
  return embedPictures(bytes, 'model', dataset, (done) => tell(done, dataset.count));
}

/** By the means of blurred cells, as an audit describes pictures. */
async function describe(dataset: Dataset<Pictures>, onProgress: (done: number) => void): Promise<Vectors> {
  const size = pictureSizeOf(dataset);
  const parts: Vectors[] = [];
  let done = 0;
  for (const images of piecesOf(dataset.images, size, perPiece)) {
    const count = images.length / size;
    parts.push(describePictures({ ...dataset, images, count }).vectors);
    onProgress((done += count));
    await setImmediate(); // answers who asks how far it is
  }
  const { dimensions } = parts[0]!;
  const values = new Float32Array(dataset.count * dimensions);
  parts.forEach((part, i) => values.set(part.values, i * perPiece * dimensions));
  return { count: dataset.count, dimensions, values };
}

/** The arrays of a map, one after the other. */
function bytesOf({ components, distances, indices }: MapSource): Uint8Array {
  const arrays = [components, distances, indices];
  const bytes = new Uint8Array(arrays.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let place = 0;
  for (const { buffer, byteOffset, byteLength } of arrays) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), place);
    place += byteLength;
  }
  return bytes;
}

answerCalls({
  prepare,
  points: ({ key }: { readonly key: string }) => prepared.get(key),
} satisfies { readonly [Name in keyof MapCalls]: Call<Name> });
