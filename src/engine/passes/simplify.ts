// The passes over a forward graph, before it is differentiated: the same results for less work.
import type { Graph } from '../graph/graph.ts';
import { cropUnreadBorders } from './crop-unread-borders.ts';
import { reluAfterPooling } from './relu-after-pooling.ts';

const passes = [reluAfterPooling, cropUnreadBorders];

/** A graph with the same inputs and outputs, by name, that computes the same with less. */
export const simplify = (graph: Graph): Graph => passes.reduce((simpler, pass) => pass(simpler), graph);
