// Requests and answers of inference, by the texts of the protocol and of its extensions.
import { describe, expect, it } from 'vitest';
import { InputError } from '../../errors.ts';
import type { ModelCard } from '../../nn/classifier-file.ts';
import { parseInferRequest } from './infer-request.ts';
import { encodeInferResponse } from './infer-response.ts';

const model = {
  card: { input: { channels: 1, height: 1, width: 2 }, classNames: ['bag', 'boot', 'coat'] } as ModelCard,
  outputs: [
    { name: 'probabilities', shape: [3] },
    { name: 'novelty', shape: [] },
  ],
};
const input = { name: 'image', shape: [2, 1, 1, 2], datatype: 'UINT8', data: [1, 2, 3, 4] as unknown[] };
const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const parse = (value: unknown, behind: number[] = [], length?: string) => {
  const text = json(value);
  const header = length ?? (behind.length > 0 ? String(text.length) : undefined);
  return parseInferRequest(Uint8Array.from([...text, ...behind]), header, model);
};
const binary = (size: unknown) => ({ ...input, data: undefined, parameters: { binary_data_size: size } });

describe('a request', () => {
  it('has its numbers in one array, or in arrays of the shape', () => {
    const flat = parse({ id: '42', inputs: [input] });
    expect(flat).toMatchObject({ id: '42', rows: 2, images: Uint8Array.of(1, 2, 3, 4) });
    expect(flat.outputs.map(({ name, isBinary }) => [name, isBinary])).toEqual([
      ['probabilities', false],
      ['novelty', false],
    ]);
    expect(parse({ inputs: [{ ...input, data: [[[[1, 2]]], [[[3, 4]]]] }] }).images).toEqual(flat.images);
  });

  it('has its bytes behind the JSON', () => {
    const { images, outputs } = parse(
      {
        parameters: { binary_data_output: true },
        inputs: [binary(4)],
        outputs: [{ name: 'novelty' }, { name: 'probabilities', parameters: { binary_data: false } }],
      },
      [9, 8, 7, 6],
    );
    expect(images).toEqual(Uint8Array.of(9, 8, 7, 6));
    expect(outputs.map(({ name, isBinary }) => [name, isBinary])).toEqual([
      ['novelty', true],
      ['probabilities', false],
    ]);
  });

  it.each<[string, () => unknown, RegExp]>([
    ['no JSON', () => parseInferRequest(Uint8Array.of(123), undefined, model), /expected JSON/],
    ['no bytes', () => parseInferRequest(new Uint8Array(), undefined, model), /got nothing/],
    ['no inputs', () => parse({}), /inputs: expected a list, got nothing/],
    ['another input', () => parse({ inputs: [{ ...input, name: 'x' }] }), /one input 'image', got 'x'/],
    ['two inputs', () => parse({ inputs: [input, input] }), /one input/],
    ['another type', () => parse({ inputs: [{ ...input, datatype: 'FP32' }] }), /UINT8, got 'FP32'/],
    ['another shape', () => parse({ inputs: [{ ...input, shape: [2, 2] }] }), /\[rows, 1, 1, 2\]/],
    ['no rows', () => parse({ inputs: [{ ...input, shape: [0, 1, 1, 2], data: [] }] }), /at least 1 row/],
    ['a negative size', () => parse({ inputs: [{ ...input, shape: [-2, 1, 1, 2] }] }), /shape: 0: expected/],
    ['huge sizes', () => parse({ inputs: [{ ...input, shape: [2 ** 40, 1, 1, 2] }] }), /got fewer/],
    ['too few numbers', () => parse({ inputs: [{ ...input, data: [1] }] }), /expected 4 numbers.*got 1/],
    ['too many numbers', () => parse({ inputs: [{ ...input, data: [1, 2, 3, 4, 5] }] }), /got 5/],
    ['256', () => parse({ inputs: [{ ...input, data: [256, 2, 3, 4] }] }), /0 to 255 \(UINT8\), got 256/],
    ['text', () => parse({ inputs: [{ ...input, data: ['1', 2, 3, 4] }] }), /got "1"/],
    [
      'ragged arrays',
      () => parse({ inputs: [{ ...input, data: [[[[1, 2]]], [[[3]]]] }] }),
      /arrays of 2 elements on axis 3, got 1/,
    ],
    ['deep arrays', () => parse({ inputs: [{ ...input, data: [[[[[1]]]], 2] }] }), /expected/],
    [
      'an array deeper than the stack',
      () => {
        const deep = `${'['.repeat(1e5)}${']'.repeat(1e5)}`;
        const text = JSON.stringify({ inputs: [{ ...input, data: ['deep', 2, 3, 4] }] });
        return parseInferRequest(
          new TextEncoder().encode(text.replace('"deep"', `1,${deep}`)),
          undefined,
          model,
        );
      },
      /0 to 255 \(UINT8\), got object/,
    ],
    ['a long shape', () => parse({ inputs: [{ ...input, shape: Array(17).fill(1) }] }), /at most 16, got/],
    ['many inputs', () => parse({ inputs: Array(17).fill(0) }), /inputs: expected a list of at most 16/],
    ['many outputs', () => parse({ inputs: [input], outputs: Array(17).fill(0) }), /outputs: .* at most 16/],
    ['no data', () => parse({ inputs: [{ ...input, data: undefined }] }), /got neither/],
    ['both kinds', () => parse({ inputs: [{ ...binary(4), data: [1] }] }, [1]), /got both/],
    ['a wrong binary size', () => parse({ inputs: [binary(3)] }, [1, 2, 3]), /binary_data_size 4/],
    ['a negative binary size', () => parse({ inputs: [binary(-4)] }, [1]), /from 0/],
    ['too few bytes', () => parse({ inputs: [binary(4)] }, [1, 2, 3]), /expected 4 bytes.*got 3/],
    ['too many bytes', () => parse({ inputs: [binary(4)] }, [1, 2, 3, 4, 5]), /1 bytes behind/],
    ['a length over the end', () => parse({ inputs: [input] }, [], '99999'), /Inference-Header/],
    ['a negative length', () => parse({ inputs: [input] }, [], '-1'), /Inference-Header/],
    ['a length that cuts', () => parse({ inputs: [input] }, [], '7'), /expected JSON/],
    ['an unknown output', () => parse({ inputs: [input], outputs: [{ name: 'y' }] }), /got 'y'/],
    [
      'an output twice',
      () => parse({ inputs: [input], outputs: [{ name: 'novelty' }, { name: 'novelty' }] }),
      /twice/,
    ],
    [
      'classes of another output',
      () => parse({ inputs: [input], outputs: [{ name: 'novelty', parameters: { classification: 1 } }] }),
      /only for/,
    ],
  ])('with %s is refused', (_, act, message) => {
    expect(act).toThrow(InputError);
    expect(act).toThrow(message);
  });
});

describe('an answer', () => {
  const predictions = { probabilities: Float32Array.of(0.25, 0.5, 0.25), novelty: Float32Array.of(1.5) };
  const answering = {
    ...{ name: 'small', version: '2', declared: model.outputs },
    classNames: model.card.classNames,
  };
  const encode = (outputs: unknown[]) => {
    const request = { id: 'a', rows: 1, outputs: outputs as never };
    const { body, jsonLength } = encodeInferResponse(request, predictions, answering);
    return { body: typeof body === 'string' ? Buffer.from(body) : body, jsonLength };
  };

  it('is JSON unless bytes are wanted', () => {
    const { body, jsonLength } = encode([{ name: 'probabilities', isBinary: false }]);
    expect(jsonLength).toBeUndefined();
    expect(JSON.parse(String(body))).toEqual({
      model_name: 'small',
      model_version: '2',
      id: 'a',
      outputs: [{ name: 'probabilities', datatype: 'FP32', shape: [1, 3], data: [0.25, 0.5, 0.25] }],
    });
  });

  it('has bytes behind the JSON, little-endian, in the order of the outputs', () => {
    const { body, jsonLength } = encode([
      { name: 'novelty', isBinary: true },
      { name: 'probabilities', isBinary: true },
    ]);
    expect([...body.subarray(jsonLength)]).toEqual([
      ...[0, 0, 192, 63],
      ...[0, 0, 128, 62],
      ...[0, 0, 0, 63],
      ...[0, 0, 128, 62],
    ]);
    expect(JSON.parse(String(body.subarray(0, jsonLength)))).toMatchObject({
      outputs: [{ parameters: { binary_data_size: 4 } }, { parameters: { binary_data_size: 12 } }],
    });
  });

  it('names classes as value:index:label, the likeliest first', () => {
    const { body } = encode([{ name: 'probabilities', isBinary: false, classification: 2 }]);
    expect(JSON.parse(String(body))).toMatchObject({
      outputs: [{ datatype: 'BYTES', shape: [1, 2], data: ['0.500000:1:boot', '0.250000:0:bag'] }],
    });
    const packed = encode([{ name: 'probabilities', isBinary: true, classification: 1 }]);
    const bytes = packed.body.subarray(packed.jsonLength);
    expect([...bytes.subarray(0, 4)]).toEqual([15, 0, 0, 0]);
    expect(String(bytes.subarray(4))).toBe('0.500000:1:boot');
  });
});
