// Places in the text of a document, and texts that are not documents.
import { describe, expect, it } from 'vitest';
import { InputError } from '../../errors.ts';
import { parseYaml } from './yaml-document.ts';

const text = `name: small
layers:
  - &first
    conv2d: { filters: 3,
      kernelSize: [3, 5] }
  - flatten
  - *first
  - dense:
`;

describe('a YAML document', () => {
  const { value, locate } = parseYaml(text, 'small.yaml');

  it('is plain data', () => {
    const conv2d = { conv2d: { filters: 3, kernelSize: [3, 5] } };
    expect(value).toEqual({ name: 'small', layers: [conv2d, 'flatten', conv2d, { dense: null }] });
  });

  it.each([
    [[], 'value', '1:1'],
    [['name'], 'name', '1:1'],
    [['name'], 'value', '1:7'],
    [['layers', 0], 'value', '4:5'],
    [['layers', 0, 'conv2d'], 'name', '4:5'],
    [['layers', 0, 'conv2d'], 'value', '4:13'],
    [['layers', 0, 'conv2d', 'filters'], 'name', '4:15'],
    [['layers', 0, 'conv2d', 'filters'], 'value', '4:24'],
    [['layers', 0, 'conv2d', 'kernelSize', 1], 'value', '5:23'],
    [['layers', 1], 'value', '6:5'],
    [['layers', 2], 'value', '7:5'],
    [['layers', 2, 'conv2d', 'filters'], 'value', '4:24'],
    [['layers', 3, 'dense', 'units'], 'value', '8:11'], // there is no such thing: what it should be in
    [['layers', 9], 'value', '3:3'],
  ] as const)('finds the place of %j (%s)', (path, what, place) => {
    expect(locate(path, what)).toBe(`small.yaml:${place}`);
  });
});

it('may be JSON with any indentation', () => {
  const json = '{\n\t"layers": [\n\t\t"flatten",\n\t\t{ "dense": { "units": "many" } }\n\t]\n}\n';
  const { value, locate } = parseYaml(json, 'small.json');
  expect(value).toEqual(JSON.parse(json));
  expect(locate(['layers', 1, 'dense', 'units'], 'value')).toBe('small.json:4:25');
});

describe('a text that is not a document', () => {
  it.each([
    ['a: [1, 2', /^bad\.yaml:1:9: /],
    ['a: 1\nb: 2\na: 3\n', /^bad\.yaml:3:1: the key a comes twice$/],
    ['a: 1\n---\nb: 2\n', /^bad\.yaml:2:1: /],
    ['a: !mine 3\n', /^bad\.yaml:1:4: .*!mine/],
    ['a: *none\n', /^bad\.yaml:1:4: the alias \*none has no anchor &none before it$/],
    ['"\\q"', /^bad\.yaml:1:\d: /],
    ['a: 1\n\tb: 2\n', /^bad\.yaml:2:1: Tabs/],
    [`${'['.repeat(9000)}${']'.repeat(9000)}`, /^bad\.yaml: nested too deeply$/],
    ['- '.repeat(9000), /^bad\.yaml: nested too deeply$/],
  ])('%# is refused in one line', (bad, message) => {
    expect(() => parseYaml(bad, 'bad.yaml')).toThrow(InputError);
    expect(() => parseYaml(bad, 'bad.yaml')).toThrow(message);
  });

  it('such as one that expands without end', () => {
    const grown = Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(10)}]`);
    const bomb = ['a0: &a0 [x]', ...grown].join('\n');
    expect(() => parseYaml(bomb, 'bomb.yaml')).toThrow(InputError);
  });
});
