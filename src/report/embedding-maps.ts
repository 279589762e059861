// The maps of a report: a sample of the pictures in two dimensions, by principal components and by UMAP.
import { subset, type Dataset } from '../data/dataset.ts';
import { neighbourMap } from '../explain/embedding/neighbour-map.ts';
import { principalComponents, project } from '../explain/embedding/pca.ts';
import { embed } from '../explain/embedding/penultimate.ts';
import type { Explainer } from '../explain/explainer.ts';
import type { EmbeddingMaps } from './report-data.ts';
import { sampleIndices } from './sample-indices.ts';
import type { Part } from './section.ts';

/** Enough to see the groups; few enough to compute in seconds and to zoom smoothly. */
const mostOnMap = 2000;
/** With fewer pictures, neighbours mean nothing. */
const leastOnMap = 10;

export async function embeddingMaps(explainer: Explainer, dataset: Dataset): Promise<Part<EmbeddingMaps>> {
  if (dataset.count < leastOnMap)
    return { missing: `A map needs at least ${leastOnMap} pictures; there are ${dataset.count}.` };
  const indices = sampleIndices(dataset.count, mostOnMap);
  const embedding = await embed(explainer, subset(dataset, indices).images);
  if (!embedding)
    return { missing: 'The model does not end in a dense layer, so it has no embedding to show.' };
  const found = principalComponents(embedding, 2);
  const held = found.variances.reduce((sum, variance) => sum + variance, 0);
  return {
    ...{ indices, size: embedding.size },
    components: inTwo(project(embedding, found), found.components.length),
    varianceShare: found.totalVariance > 0 ? held / found.totalVariance : 1,
    neighbours: neighbourMap(embedding, 1),
  };
}

/** Adds a second coordinate of 0 if the embedding has only one component. */
const inTwo = (places: Float32Array, components: number): Float32Array =>
  components === 2
    ? places
    : Float32Array.from({ length: 2 * places.length }, (_, i) => (i % 2 === 0 ? places[i / 2]! : 0));
