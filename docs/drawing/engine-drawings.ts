// The drawings of docs/engine.md, by the names of their files.
import type { Graph } from '../../src/engine/graph/graph.ts';
import { liveNodes } from '../../src/engine/graph/live-nodes.ts';
import { figureDocument } from '../../src/figures/figure.ts';
import { graphFigure } from '../../src/figures/graph/figure.ts';
import { finished, forwardGraph, stepGraph, weightGradientGraph } from './engine-graphs.ts';

/** Draws all graphs of the page. */
export function drawEngine(): ReadonlyMap<string, string> {
  const step = stepGraph();
  const drawings: readonly (readonly [name: string, title: string, graph: Graph])[] = [
    ['engine-forward', 'The forward graph', forwardGraph()],
    ['engine-before', 'The training step before the passes', step],
    ['engine-after', 'The training step after the passes, in blocks of 16', finished(step)],
    ['engine-weight-gradient', 'A weight gradient as a convolution', finished(weightGradientGraph())],
  ];
  return new Map(
    drawings.map(([name, title, graph]) => {
      const about = `${liveNodes(graph).length} nodes; constants are not drawn`;
      return [`${name}.svg`, figureDocument(graphFigure(graph, { name, title, about }))];
    }),
  );
}
