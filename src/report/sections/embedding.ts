// How the model sees the pictures: maps of its last layer but one.
import { embeddingFigure } from '../../figures/embedding-map.ts';
import { markup } from '../markup.ts';
import type { ReportData } from '../report-data.ts';
import { figureBlock, sectionOf, type Section } from '../section.ts';
import { count, percent } from '../../number-words.ts';

export const embeddingSection = ({ maps, predictions, data }: ReportData): Section =>
  sectionOf({ id: 'embedding', title: 'Embedding' }, maps, (found) => {
    const { indices, components, neighbours, varianceShare, size } = found;
    const how = 'colour: what it is; ring: the model is wrong';
    const figures = [
      embeddingFigure({
        ...{ name: 'embedding-neighbours', title: 'Neighbours stay neighbours (UMAP)', about: how },
        ...{ indices, places: neighbours, predictions },
      }),
      embeddingFigure({
        ...{ name: 'embedding-components', title: 'The two principal components' },
        about: `${how}; ${percent(varianceShare, 0)} of the variance`,
        ...{ indices, places: components, predictions },
      }),
    ];
    const all = data.dataset.count;
    const sample =
      indices.length < all
        ? `${count(indices.length)} of ${count(all)} pictures, drawn at random from seed 1`
        : `all ${count(all)} pictures`;
    return {
      figures,
      content: markup`<p>What the model makes of a picture before it decides, ${count(size)} numbers, drawn in the plane: ${sample}. On the
first map near means alike, while distances between groups and their sizes say little; the second is a plain projection. Wheel, buttons
or the keys + and − zoom, dragging and arrow keys move, 0 goes back; pointing at a place shows its picture.</p>
${figures.map((figure) => figureBlock(figure, { controls: zoomControls, className: 'map' }))}`,
    };
  });

const zoomControls = markup`<button type="button" data-zoom="in" aria-label="Zoom in">+</button><button type="button" data-zoom="out" aria-label="Zoom out">−</button><button type="button" data-zoom="reset">whole</button>`;
