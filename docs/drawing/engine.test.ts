// The drawings, numbers and quotations of docs/engine.md agree with the code.
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { Graph } from '../../src/engine/graph/graph.ts';
import { liveNodes } from '../../src/engine/graph/live-nodes.ts';
import { passNames } from '../../src/engine/passes/names.ts';
import { finish } from '../../src/engine/passes/passes.ts';
import { countStages } from '../../src/figures/graph/items.ts';
import { drawEngine } from './engine-drawings.ts';
import { finished, forwardGraph, stepGraph, weightGradientGraph } from './engine-graphs.ts';

const read = (path: string): Promise<string> => readFile(new URL(path, import.meta.url), 'utf8');
const guide = await read('../engine.md');
const inOneLine = guide.replaceAll(/\s+/g, ' ');

describe('the drawings of docs/engine.md', () => {
  it.each([...drawEngine()])('%s is as `npx tsx docs/draw-engine.ts` draws it', async (name, drawing) => {
    expect(await read(`../images/${name}`)).toBe(drawing);
    expect(guide).toContain(`(images/${name})`);
  });
});

describe('docs/engine.md', () => {
  const count = (graph: Graph) => liveNodes(graph).length;
  const stages = (graph: Graph) => {
    const { forward, backward, update } = countStages(graph);
    return `${count(graph)} nodes: ${forward} forward, ${backward} backward, ${update} of the update`;
  };
  const after = finished(stepGraph());

  it.each([
    `forward graph, of ${count(forwardGraph())} nodes`,
    `before the passes has ${stages(stepGraph())}`,
    `The step has ${stages(after).replace('nodes', 'nodes now')}`,
    `in ${count(finished(weightGradientGraph()))} nodes`,
    `then has ${count(finish(stepGraph(), { device: 'cpu', blockSize: undefined }))} nodes`,
  ])('says "%s"', (words) => {
    expect(inOneLine).toContain(words);
  });

  it('lists the passes in their order', () => {
    const rows = [...guide.matchAll(/^\| `([a-z-]+)` /gm)].map(([, name]) => name);
    expect(rows).toEqual([...passNames]);
  });

  const excerpts = [...guide.matchAll(/```ts\n *\/\/ (src\/\S+)\n([^]*?)\n *```/g)];
  it.each(excerpts.map(([, path, code]) => [path!, code!] as const))('quotes %s', async (path, code) => {
    const lines = (text: string) => text.split('\n').map((line) => line.trim());
    expect(lines(await read(`../../${path}`)).join('\n')).toContain(lines(code).join('\n'));
  });
});
