// The numbers and types of fields agree with onnx.proto.
import { expect, it } from 'vitest';
import { AttributeKind, Model } from './messages.ts';
import type { Message } from './wire.ts';

/** Each field by its path, with its number, its type and whether it is a list. */
const fieldsOf = (message: Message, path = ''): [string, string][] =>
  Object.entries(message.fields).flatMap(([name, [number, type, label]]) => {
    const own = `${path}${name}`;
    const kind = typeof type === 'object' ? 'message' : type;
    const row: [string, string] = [own, `${number} ${kind}${label ? ' list' : ''}`];
    return typeof type === 'object' ? [row, ...fieldsOf(type, `${own}.`)] : [row];
  });

const tensor = {
  dims: '1 int64 list',
  dataType: '2 int32',
  floatData: '4 float list',
  int32Data: '5 int32 list',
  int64Data: '7 bigint64 list',
  name: '8 string',
  rawData: '9 bytes',
  doubleData: '10 double list',
  externalData: '13 message list',
  'externalData.key': '1 string',
  'externalData.value': '2 string',
  dataLocation: '14 int32',
};
const tensorType = {
  elemType: '1 int32',
  shape: '2 message',
  'shape.dim': '1 message list',
  'shape.dim.value': '1 int64',
  'shape.dim.param': '2 string',
};
const under = (path: string, fields: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [`${path}.${name}`, field]));
const type = {
  tensorType: '1 message',
  ...under('tensorType', tensorType),
  sequenceType: '4 message',
  'sequenceType.elemType': '1 message',
  'sequenceType.elemType.tensorType': '1 message',
  ...under('sequenceType.elemType.tensorType', tensorType),
};
const valueInfo = { name: '1 string', type: '2 message', ...under('type', type) };
const attribute = {
  ...{ name: '1 string', f: '2 float', i: '3 int64', s: '4 bytes', t: '5 message' },
  ...under('t', tensor),
  ...{ g: '6 bytes', floats: '7 float list', ints: '8 int64 list', type: '20 int32' },
  refAttrName: '21 string',
};
const node = {
  ...{ input: '1 string list', output: '2 string list', name: '3 string', opType: '4 string' },
  attribute: '5 message list',
  ...under('attribute', attribute),
  domain: '7 string',
};
const graph = {
  node: '1 message list',
  ...under('node', node),
  name: '2 string',
  initializer: '5 message list',
  ...under('initializer', tensor),
  input: '11 message list',
  ...under('input', valueInfo),
  output: '12 message list',
  ...under('output', valueInfo),
};

it('are those of onnx.proto', () => {
  expect(Object.fromEntries(fieldsOf(Model))).toEqual({
    ...{ irVersion: '1 int64', producerName: '2 string', producerVersion: '3 string' },
    graph: '7 message',
    ...under('graph', graph),
    opsetImport: '8 message list',
    ...{ 'opsetImport.domain': '1 string', 'opsetImport.version': '2 int64' },
    metadataProps: '14 message list',
    ...{ 'metadataProps.key': '1 string', 'metadataProps.value': '2 string' },
    functions: '25 message list',
    ...{ 'functions.name': '1 string', 'functions.domain': '10 string' },
    ...{ 'functions.input': '4 string list', 'functions.output': '5 string list' },
    'functions.attribute': '6 string list',
    'functions.node': '7 message list',
    ...under('functions.node', node),
    'functions.opsetImport': '9 message list',
    ...{ 'functions.opsetImport.domain': '1 string', 'functions.opsetImport.version': '2 int64' },
    'functions.attributeProto': '11 message list',
    ...under('functions.attributeProto', attribute),
  });
  expect(AttributeKind).toEqual({ float: 1, int: 2, string: 3, tensor: 4, graph: 5, floats: 6, ints: 7 });
});
