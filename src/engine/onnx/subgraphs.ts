// If and Loop, whose subgraphs are read in their place. That needs a condition and a number of turns that are
// known when the model is read.
import { GraphError } from '../graph/operator.ts';
import { constantOf, type Call, type Operand } from './calls.ts';

/** Reads a subgraph with the given values for its inputs. */
export type ReadSubgraph = (
  bytes: Uint8Array,
  inputs: readonly (Operand | undefined)[],
) => readonly (Operand | undefined)[];

/** Turns of a loop, up to so many. */
const mostTurns = 1000;

/** The results of an If: those of one of its branches. */
export function branch(call: Call, read: ReadSubgraph): readonly (Operand | undefined)[] {
  const condition = constantOf(call.inputs[0])?.data[0];
  const bytes = call.subgraphs[condition === 0 ? 'else_branch' : 'then_branch'];
  if (typeof condition !== 'number' || !bytes)
    throw new GraphError(`If ${call.name}: its condition is only known at run time`);
  return read(bytes, []);
}

/** The results of a Loop: what its body makes of the values that it carries, turn by turn. */
export function loop(call: Call, read: ReadSubgraph): readonly (Operand | undefined)[] {
  const bytes = call.subgraphs['body'];
  const turns = call.inputs[0] ? constantOf(call.inputs[0])?.data[0] : Infinity;
  if (!bytes || typeof turns !== 'number')
    throw new GraphError(`Loop ${call.name}: its number of turns is only known at run time`);
  let state = call.inputs.slice(2);
  let goesOn = call.inputs[1];
  for (let turn = 0; turn < turns; turn++) {
    const condition = goesOn ? constantOf(goesOn)?.data[0] : 1;
    if (condition === undefined)
      throw new GraphError(`Loop ${call.name}: its condition is only known at run time`);
    if (condition === 0) break;
    if (turn === mostTurns) throw new GraphError(`Loop ${call.name}: it takes more than ${mostTurns} turns`);
    const [next, ...results] = read(bytes, [scalar('int64', turn), scalar('bool', 1), ...state]);
    if (results.length > state.length)
      throw new GraphError(`Loop ${call.name}: outputs that are collected are not supported`);
    [goesOn, state] = [next, results];
  }
  return state;
}

const scalar = (dtype: 'int64' | 'bool', number: number): Operand => ({ dtype, shape: [], data: [number] });
