// The new graph while pictures move to the blocked layout, and what each value of the old graph became, in
// either layout. A value is converted to a layout on its first use there, and only once.
import { Graph, type Node, type Value } from '../../graph/graph.ts';
import { fromBlocked, toBlocked } from '../../graph/operators/blocked.ts';
import { cast } from '../../graph/operators/index.ts';
import { copyNode } from '../rewrite.ts';

/**
 * The replacement of a node: a value in the blocked layout, one in the plain layout, or undefined for a plain
 * copy.
 */
export type Rewritten = { blocked: Value } | { plain: Value } | undefined;
export type Rule = (node: Node, layouts: Layouts) => Rewritten;

export class Layouts {
  readonly graph = new Graph();
  readonly blockSize: number;
  private readonly plains = new Map<Value, Value>();
  private readonly blocks = new Map<Value, Value>();

  constructor(source: Graph, blockSize: number) {
    this.blockSize = blockSize;
    for (const value of source.inputs) {
      this.plains.set(value, this.graph.input(value.name, value.dtype, value.shape));
    }
  }

  define(node: Node, rewritten: Rewritten): void {
    if (rewritten && 'blocked' in rewritten) this.blocks.set(node.outputs[0]!, rewritten.blocked);
    else if (rewritten) this.plains.set(node.outputs[0]!, rewritten.plain);
    else {
      const outputs = copyNode(node, this.graph, (value) => this.plain(value));
      node.outputs.forEach((value, i) => this.plains.set(value, outputs[i]!));
    }
  }

  /** Whether a value is already in the blocked layout. */
  isBlocked(value: Value | undefined): boolean {
    return value !== undefined && this.blocks.has(value);
  }

  /** Whether a value can be blocked: a picture of floats whose channels are a multiple of the block. */
  canBeBlocked({ dtype, shape }: Value): boolean {
    return dtype === 'float32' && shape.length === 4 && this.fits(shape[1]!);
  }

  fits(channels: number | string): boolean {
    return typeof channels === 'number' && channels % this.blockSize === 0;
  }

  plain(value: Value): Value {
    return remembered(this.plains, value, () => {
      const blocked = this.blocks.get(value);
      if (blocked) return leaveBlocks(blocked);
      return this.graph.constant(value.data!, value.shape, value.dtype, value.name);
    });
  }

  blocked(value: Value): Value {
    return remembered(this.blocks, value, () => toBlocked(this.plain(value)));
  }
}

/** Only floats can be reordered, so masks are converted to 0 and 1. */
const leaveBlocks = (blocked: Value): Value =>
  blocked.dtype === 'float32'
    ? fromBlocked(blocked)
    : cast(fromBlocked(cast(blocked, 'float32')), blocked.dtype);

function remembered(known: Map<Value, Value>, value: Value, make: () => Value): Value {
  const found = known.get(value) ?? make();
  known.set(value, found);
  return found;
}
