// All operators of a model that the engine does not know, listed before any of them is read.
import { isEvaluated } from '../constants/evaluate.ts';
import { GraphError } from '../graph/operator.ts';
import { operators } from '../graph/operators/index.ts';
import type { ModelProto, NodeProto } from './messages.ts';
import { domainOf } from './scope.ts';
import { isWrittenOut } from './written-out.ts';

/** Operators that the decoder reads itself. */
const handled = new Set([
  'CastLike',
  'Constant',
  'ConstantOfShape',
  'If',
  'Loop',
  'Shape',
  'Size',
  'Upsample',
]);

const keyOf = (domain: string, type: string): string => (domain === '' ? type : `${domain}.${type}`);

/** @throws GraphError that lists all unknown operators and how often each is used */
export function checkOperators({ graph, functions = [] }: ModelProto): void {
  const own = new Set(functions.map(({ domain = '', name = '' }) => keyOf(domain, name)));
  const unknown = new Map<string, number>();
  for (const node of [...(graph?.node ?? []), ...functions.flatMap((one) => one.node ?? [])]) {
    const key = keyOf(domainOf(node), node.opType ?? '');
    if (!own.has(key) && !isKnown(node)) unknown.set(key, (unknown.get(key) ?? 0) + 1);
  }
  if (unknown.size === 0) return;
  const list = [...unknown].map(([key, count]) => (count === 1 ? key : `${key} (${count} times)`));
  throw new GraphError(
    `the engine does not know the ${list.length === 1 ? 'operator' : 'operators'} ${list.join(', ')}`,
  );
}

function isKnown(node: NodeProto): boolean {
  const { opType = '' } = node;
  const domain = domainOf(node);
  if (operators.get(opType)?.domain === domain) return true;
  return domain === '' && (handled.has(opType) || isWrittenOut(opType) || isEvaluated(opType));
}
