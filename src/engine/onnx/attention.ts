// Attention of ONNX's operator set 23, written out: softmax(Q·Kᵀ·scale + mask)·V for each head (Vaswani et
// al., 2017).
import type { Value } from '../graph/graph.ts';
import { GraphError } from '../graph/operator.ts';
import { add, matMul, mul, reshape, softmax, transpose, where } from '../graph/operators/index.ts';
import { staticShape } from '../graph/tensor-type.ts';
import type { Call, Writing } from './calls.ts';
import { reshapeTo } from './open-shapes.ts';

export function attention(call: Call, { valueOf }: Writing): readonly Value[] {
  const [query, key, value] = [0, 1, 2].map((i) => valueOf(call.inputs[i])) as [Value, Value, Value];
  const mask = call.inputs[3] && valueOf(call.inputs[3]);
  const unread = ['is_causal', 'softcap', 'qk_matmul_output_mode'].find((name) => call.attributes[name]);
  if (unread || call.inputs.length > 4 || call.outputCount > 1)
    throw new GraphError(`${unread ?? 'a cache of keys'} is not supported`);
  const [queryHeads, keyHeads] = ['q_num_heads', 'kv_num_heads'].map((name) => call.attributes[name]) as (
    number | undefined
  )[];
  const q = inHeads(query, queryHeads);
  const k = inHeads(key, keyHeads);
  const v = inHeads(value, keyHeads);
  if (q.shape[1] !== k.shape[1]) throw new GraphError('keys shared between heads are not supported');
  const width = staticShape([q.shape[3]!])[0]!;
  const scale = (call.attributes['scale'] as number | undefined) ?? 1 / Math.sqrt(width);
  const scores = mul(matMul(q, transpose(k, [0, 1, 3, 2])), scale);
  const attended = matMul(softmax(masked(scores, mask)), v);
  if (query.shape.length === 4) return [attended];
  const joined = transpose(attended, [0, 2, 1, 3]);
  const features = staticShape(joined.shape.slice(2)).reduce((product, size) => product * size, 1);
  return [reshapeTo(joined, [joined.shape[0]!, joined.shape[1]!, features])];
}

/** `[batch, heads, length, width]` from `[batch, length, heads · width]`. */
function inHeads(x: Value, heads: number | undefined): Value {
  if (x.shape.length === 4) return x;
  if (!heads) throw new GraphError('the number of heads is missing');
  const [length, features] = staticShape(x.shape.slice(1)) as [number, number];
  return transpose(reshape(x, [-1, length, heads, features / heads]), [0, 2, 1, 3]);
}

/** A mask of booleans keeps scores; another is added to them. */
function masked(scores: Value, mask: Value | undefined): Value {
  if (!mask) return scores;
  return mask.dtype === 'bool' ? where(mask, scores, -1e30) : add(scores, mask);
}
