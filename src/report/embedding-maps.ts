// The maps of a report: a sample of the pictures in the plane, by principal components and by their
// neighbours.
import { subset, type Dataset } from '../data/dataset.ts';
import { neighbourMap } from '../explain/embedding/neighbour-map.ts';
import { principalComponents, project } from '../explain/embedding/pca.ts';
import { embed } from '../explain/embedding/penultimate.ts';
import type { Explainer } from '../explain/explainer.ts';
import type { EmbeddingMaps } from './report-data.ts';
import { sampleIndices } from './sample-indices.ts';
import type { Part } from './section.ts';

/** Enough to see the groups, few enough for a few seconds' work and a page that moves. */
const mostOnMap = 2000;
/** Fewer have no neighbours to speak of. */
const leastOnMap = 10;

export async function embeddingMaps(explainer: Explainer, dataset: Dataset): Promise<Part<EmbeddingMaps>> {
  if (dataset.count < leastOnMap)
    return { missing: `A map needs ${leastOnMap} pictures; there are ${dataset.count}.` };
  const indices = sampleIndices(dataset.count, mostOnMap);
  const embedding = await embed(explainer, subset(dataset, indices).images);
  if (!embedding)
    return { missing: 'The model does not end in a dense layer, whose input would be the map.' };
  const found = principalComponents(embedding, 2);
  const held = found.variances.reduce((sum, variance) => sum + variance, 0);
  return {
    ...{ indices, size: embedding.size },
    components: inTwo(project(embedding, found), found.components.length),
    varianceShare: found.totalVariance > 0 ? held / found.totalVariance : 1,
    neighbours: neighbourMap(embedding, 1),
  };
}

/** An embedding of one number has one component: its places lie on a line. */
const inTwo = (places: Float32Array, components: number): Float32Array =>
  components === 2
    ? places
    : Float32Array.from({ length: 2 * places.length }, (_, i) => (i % 2 === 0 ? places[i / 2]! : 0));
