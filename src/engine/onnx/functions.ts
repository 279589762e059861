// Functions that a model defines: operators that are made of others.
import type { Call } from './calls.ts';
import type { AttributeProto, FunctionProto, ModelProto, NodeProto } from './messages.ts';
import { domainOf, Scope } from './scope.ts';

const keyOf = (domain: string, name: string | undefined): string => `${domain}.${name ?? ''}`;

/** The function that a call means, if it means one. */
export type FindFunction = (call: Call) => FunctionProto | undefined;

export function functionsOf({ functions = [] }: ModelProto): FindFunction {
  const byKey = new Map(functions.map((one) => [keyOf(domainOf(one), one.name), one]));
  return ({ domain, type }) => byKey.get(keyOf(domain, type));
}

/** The scope of a function's nodes for one call of it: its inputs and attributes are those of the call. */
export function scopeOfCall(called: FunctionProto, call: Call, node: NodeProto, around: Scope): Scope {
  const given = [...(called.attributeProto ?? []), ...attributesOf(node, around)];
  const scope = new Scope({
    opsets: called.opsetImport,
    attributes: new Map(given.map((attribute) => [attribute.name ?? '', attribute])),
    prefix: `${around.prefix}${call.name}/`,
    depth: around.depth + 1,
  });
  (called.input ?? []).forEach((name, i) => scope.define(name, call.inputs[i]));
  return scope;
}

/** The attributes of a node; those of the function around it in place of references to them. */
export const attributesOf = ({ attribute = [] }: NodeProto, { attributes }: Scope): AttributeProto[] =>
  attribute.flatMap((one) => {
    if (!one.refAttrName) return [one];
    const referred = attributes.get(one.refAttrName);
    // One that the call leaves out is left out here too.
    return referred ? [{ ...referred, ...(one.name !== undefined && { name: one.name }) }] : [];
  });
