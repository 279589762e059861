// The part of ONNX's protobuf schema (onnx.proto, IR version 10) that models use: each message as a table of
// its fields, and its TypeScript type. A subgraph stays bytes until it is needed. Sparse tensors are not
// supported.
import { message, type MessageOf } from './wire.ts';

export const AttributeKind = {
  float: 1,
  int: 2,
  string: 3,
  tensor: 4,
  graph: 5,
  floats: 6,
  ints: 7,
} as const;

const Property = message({ key: [1, 'string'], value: [2, 'string'] });

const Tensor = message({
  dims: [1, 'int64', 'repeated'],
  dataType: [2, 'int32'],
  floatData: [4, 'float', 'repeated'],
  int32Data: [5, 'int32', 'repeated'],
  int64Data: [7, 'bigint64', 'repeated'],
  name: [8, 'string'],
  rawData: [9, 'bytes'],
  doubleData: [10, 'double', 'repeated'],
  externalData: [13, Property, 'repeated'],
  dataLocation: [14, 'int32'],
});

const Attribute = message({
  name: [1, 'string'],
  f: [2, 'float'],
  i: [3, 'int64'],
  s: [4, 'bytes'],
  t: [5, Tensor],
  g: [6, 'bytes'],
  floats: [7, 'float', 'repeated'],
  ints: [8, 'int64', 'repeated'],
  type: [20, 'int32'],
  refAttrName: [21, 'string'],
});

const Node = message({
  input: [1, 'string', 'repeated'],
  output: [2, 'string', 'repeated'],
  name: [3, 'string'],
  opType: [4, 'string'],
  attribute: [5, Attribute, 'repeated'],
  domain: [7, 'string'],
});

const Dimension = message({ value: [1, 'int64'], param: [2, 'string'] });
const TensorShape = message({ dim: [1, Dimension, 'repeated'] });
const TensorTypeMessage = message({ elemType: [1, 'int32'], shape: [2, TensorShape] });
const Sequence = message({ elemType: [1, message({ tensorType: [1, TensorTypeMessage] })] });
const Type = message({ tensorType: [1, TensorTypeMessage], sequenceType: [4, Sequence] });
const ValueInfo = message({ name: [1, 'string'], type: [2, Type] });

export const GraphMessage = message({
  node: [1, Node, 'repeated'],
  name: [2, 'string'],
  initializer: [5, Tensor, 'repeated'],
  input: [11, ValueInfo, 'repeated'],
  output: [12, ValueInfo, 'repeated'],
});

const OperatorSet = message({ domain: [1, 'string'], version: [2, 'int64'] });
const FunctionMessage = message({
  name: [1, 'string'],
  input: [4, 'string', 'repeated'],
  output: [5, 'string', 'repeated'],
  attribute: [6, 'string', 'repeated'],
  node: [7, Node, 'repeated'],
  opsetImport: [9, OperatorSet, 'repeated'],
  domain: [10, 'string'],
  attributeProto: [11, Attribute, 'repeated'],
});

export const Model = message({
  irVersion: [1, 'int64'],
  producerName: [2, 'string'],
  producerVersion: [3, 'string'],
  graph: [7, GraphMessage],
  opsetImport: [8, OperatorSet, 'repeated'],
  metadataProps: [14, Property, 'repeated'],
  functions: [25, FunctionMessage, 'repeated'],
});

export type TensorProto = MessageOf<typeof Tensor>;
export type AttributeProto = MessageOf<typeof Attribute>;
export type NodeProto = MessageOf<typeof Node>;
export type ValueInfoProto = MessageOf<typeof ValueInfo>;
export type GraphProto = MessageOf<typeof GraphMessage>;
export type FunctionProto = MessageOf<typeof FunctionMessage>;
export type ModelProto = MessageOf<typeof Model>;
