// The order in which passes rewrite a graph, each under a name by which it can be left out. A pass takes a
// graph and returns one with the same named inputs and outputs that computes the same with less work.
import type { Graph } from '../graph/graph.ts';
import { GraphError } from '../graph/operator.ts';
import { checkStage, type Stage } from '../graph/specification.ts';
import { devices } from '../device.ts';
import type { DeviceName } from '../device-names.ts';
import { blockedLayout } from './blocked/blocked-layout.ts';
import { blockedProducts } from './blocked/blocked-products.ts';
import { fuseConvolutions } from './blocked/fuse-convolutions.ts';
import { cropUnreadBorders } from './crop-unread-borders.ts';
import { foldConstants } from './fold-constants.ts';
import { foldNormalization } from './fold-normalization.ts';
import { listLate } from './list-late.ts';
import { lower } from './lower.ts';
import { maskInOnePass } from './mask-in-one-pass.ts';
import { mergeCommonSubexpressions } from './merge-common-subexpressions.ts';
import type { PassName } from './names.ts';
import { padInConvolutions } from './pad-in-convolutions.ts';
import { poolInPhases } from './pool-in-phases.ts';
import { reluAfterPooling } from './relu-after-pooling.ts';
import { writeOutNormalization } from './write-out-normalization.ts';

/** Which passes rewrite a graph before it runs. */
export interface PassOptions {
  /** Passes to leave out, for comparison. Results stay the same except for rounding. */
  readonly withoutPasses?: readonly PassName[];
  /** Whether to check the graph against its specification before the first pass and after each one. */
  readonly debug?: boolean;
}

/** What the passes need to know about the target device. */
export interface Target extends PassOptions {
  readonly device: DeviceName;
  /** The block size of the runtime's internal layout on this device, if it has one. */
  readonly blockSize: number | undefined;
}

type Pass = (graph: Graph) => Graph;
type Passes = Partial<Record<PassName, Pass | false>>;

/** The passes over a forward graph, before it is differentiated. */
export const simplify = (graph: Graph, options: PassOptions = {}): Graph =>
  applyInTurn(graph, options, 'built', {
    'pad-in-convolutions': padInConvolutions,
    'fold-normalization': foldNormalization,
    'relu-after-pooling': reluAfterPooling,
    'crop-unread-borders': cropUnreadBorders,
    'pool-in-phases': poolInPhases,
  });

/** The passes over a finished graph. The result has only ONNX operators and the runtime's own. */
export function finish(graph: Graph, { device, blockSize, ...options }: Target): Graph {
  const { hasSteepMasks, workAround } = devices[device];
  const isBlocked = blockSize !== undefined;
  const merged = applyInTurn(graph, options, 'built', {
    'write-out-normalization': writeOutNormalization,
    'fold-constants': foldConstants,
    'merge-common-subexpressions': mergeCommonSubexpressions,
  });
  const laidOut = applyInTurn(merged, options, isBlocked ? 'blocked' : 'built', {
    'blocked-layout': isBlocked && ((plain) => blockedLayout(plain, blockSize)),
    'fuse-convolutions': isBlocked && fuseConvolutions,
    'blocked-products': isBlocked && ((plain) => blockedProducts(plain, blockSize)),
    'mask-in-one-pass': hasSteepMasks && maskInOnePass,
  });
  const lowered = applyInTurn(lower(laidOut), options, 'lowered', { 'list-late': listLate });
  const worked = workAround ? workAround(lowered) : lowered;
  if (options.debug) checkAfter('the last pass', worked, 'lowered');
  return worked;
}

function applyInTurn(
  graph: Graph,
  { withoutPasses = [], debug = false }: PassOptions,
  stage: Stage,
  passes: Passes,
): Graph {
  if (debug) checkAfter('building it', graph, stage);
  return Object.entries(passes).reduce((before, [name, pass]) => {
    if (!pass || withoutPasses.includes(name as PassName)) return before;
    const after = pass(before);
    if (debug) checkAfter(name, after, stage);
    return after;
  }, graph);
}

/** Checks the result of a pass. @throws GraphError that names the pass */
function checkAfter(pass: string, graph: Graph, stage: Stage): void {
  try {
    checkStage(graph, stage);
  } catch (error) {
    if (error instanceof GraphError) throw new GraphError(`after ${pass}: ${error.message}`);
    throw error;
  }
}
