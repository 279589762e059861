// The drawings of docs/engine.md, by the names of their files.
import { liveNodes } from '../../src/engine/graph/live-nodes.ts';
import { finished, forwardGraph, stepGraph, weightGradientGraph } from './engine-graphs.ts';
import { drawGraph } from './svg.ts';

export function drawEngine(): ReadonlyMap<string, string> {
  const [forward, before, gradient] = [forwardGraph(), stepGraph(), weightGradientGraph()];
  const [after, gradientAfter] = [finished(before), finished(gradient)];
  const draw = (title: string, graph: typeof before) =>
    drawGraph(graph, { title: `${title}: ${liveNodes(graph).length} nodes` });
  return new Map([
    ['engine-forward.svg', draw('The forward graph', forward)],
    ['engine-before.svg', draw('The training step before the passes', before)],
    ['engine-after.svg', draw('The training step after the passes, in blocks of 16', after)],
    ['engine-weight-gradient.svg', drawGraph(gradientAfter, { title: 'A weight gradient as a convolution' })],
  ]);
}
