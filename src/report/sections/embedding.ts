// Maps of the pictures by the input of the model's last layer.
import { embeddingFigure } from '../../figures/embedding-map.ts';
import { markup } from '../markup.ts';
import type { ReportData } from '../report-data.ts';
import { figureBlock, sectionOf, type Section } from '../section.ts';
import { count, counted, percent } from '../../number-words.ts';

export const embeddingSection = ({ maps, predictions, data }: ReportData): Section =>
  sectionOf({ id: 'embedding', title: 'Embedding' }, maps, (found) => {
    const { indices, components, neighbours, varianceShare, size } = found;
    const how = 'colour: true class; ring: wrong prediction';
    const figures = [
      embeddingFigure({
        ...{ name: 'embedding-neighbours', title: 'UMAP: neighbours stay neighbours', about: how },
        ...{ indices, places: neighbours, predictions },
      }),
      embeddingFigure({
        ...{ name: 'embedding-components', title: 'First two principal components' },
        about: `${how}; the components explain ${percent(varianceShare, 0)} of the variance`,
        ...{ indices, places: components, predictions },
      }),
    ];
    const all = data.dataset.count;
    const sample =
      indices.length < all
        ? `${count(indices.length)} of ${count(all)} pictures, chosen at random with seed 1`
        : `all ${count(all)} pictures`;
    return {
      figures,
      content: markup`<p>Before its last layer, the model describes each picture by ${counted(size, 'number')}. The maps reduce these to two dimensions and show
${sample}. In the first map, nearby marks mean similar pictures; the distances between groups and the sizes of groups mean little. The
second map is a linear projection.</p>
<p>Zoom with the wheel, the buttons, or the keys + and −. Move by dragging or with the arrow keys; 0 resets the view. Point at a mark to see its picture.</p>
${figures.map((figure) => figureBlock(figure, { controls: zoomControls, className: 'map' }))}`,
    };
  });

const zoomControls = markup`<button type="button" data-zoom="in" aria-label="Zoom in">+</button><button type="button" data-zoom="out" aria-label="Zoom out">−</button><button type="button" data-zoom="reset">Reset</button>`;
