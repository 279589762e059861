// The compiler: which passes a graph goes through, in which order, each under a name by which it can be left out. A pass takes
// a graph and gives one with the same inputs and outputs, by name, that computes the same with less.
import type { Graph } from '../graph/graph.ts';
import type { Device } from '../device.ts';
import { blockedLayout } from './blocked/blocked-layout.ts';
import { fuseConvolutions } from './blocked/fuse-convolutions.ts';
import { cropUnreadBorders } from './crop-unread-borders.ts';
import { foldConstants } from './fold-constants.ts';
import { listLate } from './list-late.ts';
import { lower } from './lower.ts';
import { maskInOnePass } from './mask-in-one-pass.ts';
import { mergeCommonSubexpressions } from './merge-common-subexpressions.ts';
import type { PassName } from './names.ts';
import { poolInPhases } from './pool-in-phases.ts';
import { reluAfterPooling } from './relu-after-pooling.ts';
import { workAroundWebgpu } from './webgpu-workarounds.ts';
import { writeOutNormalization } from './write-out-normalization.ts';

/** Which passes rewrite a graph before it runs. */
export interface PassOptions {
  /** Passes to leave out, for comparison: results stay the same but for rounding. */
  readonly withoutPasses?: readonly PassName[];
}

/** What the passes before a run must know of where the graph is to run. */
export interface Target extends PassOptions {
  readonly device: Device;
  /** The block of the runtime's own layout on this device, if it has one. */
  readonly blockSize: number | undefined;
}

type Pass = (graph: Graph) => Graph;
type Passes = Partial<Record<PassName, Pass | false>>;

/** The passes over a forward graph, before it is differentiated. */
export const simplify = (graph: Graph, options: PassOptions = {}): Graph =>
  applyInTurn(graph, options, {
    'relu-after-pooling': reluAfterPooling,
    'crop-unread-borders': cropUnreadBorders,
    'pool-in-phases': poolInPhases,
  });

/** The passes over a finished graph; what comes out is ONNX, or the runtime's own operators. */
export function finish(graph: Graph, { device, blockSize, ...options }: Target): Graph {
  const isBlocked = blockSize !== undefined;
  const finished = applyInTurn(graph, options, {
    'write-out-normalization': writeOutNormalization,
    'fold-constants': foldConstants,
    'merge-common-subexpressions': mergeCommonSubexpressions,
    'blocked-layout': isBlocked && ((plain) => blockedLayout(plain, blockSize)),
    'fuse-convolutions': isBlocked && fuseConvolutions,
    'mask-in-one-pass': device !== 'webgpu' && maskInOnePass,
  });
  const lowered = applyInTurn(lower(finished), options, { 'list-late': listLate });
  return device === 'webgpu' ? workAroundWebgpu(lowered) : lowered;
}

const applyInTurn = (graph: Graph, { withoutPasses = [] }: PassOptions, passes: Passes): Graph =>
  Object.entries(passes).reduce(
    (result, [name, pass]) => (pass && !withoutPasses.includes(name as PassName) ? pass(result) : result),
    graph,
  );
