// What names stand for while nodes are read: in the model itself, in a function that it defines, or in a
// subgraph, which also sees the names around it.
import { GraphError } from '../graph/operator.ts';
import type { Operand } from './calls.ts';
import type { AttributeProto, ModelProto } from './messages.ts';

/** What the nodes of one list share. */
export interface ScopeOptions {
  /** The versions of the operator sets that the nodes are written in. */
  readonly opsets: ModelProto['opsetImport'];
  /** Attributes of a function's call, which its nodes refer to. */
  readonly attributes?: ReadonlyMap<string, AttributeProto>;
  /** What names of nodes begin with. */
  readonly prefix?: string;
  /** How many functions and subgraphs lie around. */
  readonly depth?: number;
}

/** Subgraphs in subgraphs, and functions that call functions, up to so many. */
const mostDepth = 32;

export class Scope {
  readonly attributes: ReadonlyMap<string, AttributeProto>;
  readonly prefix: string;
  readonly depth: number;
  private readonly opsets: ModelProto['opsetImport'];
  private readonly outer: Scope | undefined;
  private readonly operands = new Map<string, Operand | undefined>();

  constructor({ opsets, attributes = new Map(), prefix = '', depth = 0 }: ScopeOptions, outer?: Scope) {
    if (depth > mostDepth)
      throw new GraphError(`functions and subgraphs are nested more than ${mostDepth} deep`);
    this.opsets = opsets;
    this.attributes = attributes;
    this.prefix = prefix;
    this.depth = depth;
    this.outer = outer;
  }

  /** The scope of a subgraph: it sees all names of this one. */
  inner(): Scope {
    const { opsets, attributes, prefix, depth } = this;
    return new Scope({ opsets, attributes, prefix, depth: depth + 1 }, this);
  }

  has(name: string): boolean {
    return this.operands.has(name);
  }

  /** Gives a name to an operand; undefined for an optional input that a function's call leaves out. */
  define(name: string, operand: Operand | undefined): void {
    if (this.operands.has(name)) throw new GraphError(`${name} is made twice`);
    this.operands.set(name, operand);
  }

  /** What a name stands for; `''` is an input that is left out. @throws GraphError for an unknown name */
  lookUp(name: string): Operand | undefined {
    if (name === '') return undefined;
    if (this.operands.has(name)) return this.operands.get(name);
    if (!this.outer) throw new GraphError(`${name} is made by nothing`);
    return this.outer.lookUp(name);
  }

  /** The version of a domain's operator set. */
  opsetOf(domain: string): number {
    return opsetOf(this.opsets, domain);
  }
}

/** The version of a domain's operator set that a file names, 1 if it names none. */
export const opsetOf = (opsets: ModelProto['opsetImport'] = [], domain: string): number =>
  opsets.find((set) => domainOf(set) === domain)?.version ?? 1;

/** The domain of a node or an operator set: `ai.onnx` is what none means. */
export const domainOf = ({ domain = '' }: { domain?: string }): string =>
  domain === 'ai.onnx' ? '' : domain;
