import { describe, expect, it } from 'vitest';
import { pacesOf, parseBackboneTraining, type BackboneTraining } from './paces.ts';

const layers = ['stem', 'middle', 'last'].map((name) => ({ name }));
const paces = (training: BackboneTraining) => pacesOf(layers, parseBackboneTraining(training));

describe('paces of pretrained layers', () => {
  it('are the usual one by default', () => {
    expect(paces({})).toEqual(['usual', 'usual', 'usual']);
  });

  it.each([
    ['none', 0],
    ['all', 3],
    [0, 0],
    [2, 2],
    [3, 3],
    ['stem', 1],
    ['last', 3],
  ] as const)('freeze %s: the first %i layers are frozen', (freeze, count) => {
    const expected = layers.map((_, i) => (i < count ? 'frozen' : 'usual'));
    expect(paces({ freeze })).toEqual(expected);
  });

  it('take a name as the file has it, and as a summary shows it', () => {
    const named = ['/0/Conv_output_0', '/3/Conv_output_0', '/4/Gemm_output_0'].map((name) => ({ name }));
    const frozen = (freeze: string) =>
      pacesOf(named, parseBackboneTraining({ freeze })).filter((pace) => pace === 'frozen').length;
    expect([frozen('/3/Conv_output_0'), frozen('3.Conv')]).toEqual([2, 2]);
    expect(() => frozen('3.conv')).toThrow('such as 0.Conv or 4.Gemm');
  });

  it('fall with the distance from the head', () => {
    expect(paces({ freeze: 1, backboneRate: 0.5, layerDecay: 0.1 })).toEqual([
      'frozen',
      { rate: 0.05, from: 0 },
      { rate: 0.5, from: 0 },
    ]);
  });

  it('begin one after the other when layers are unfrozen gradually', () => {
    const from = (training: BackboneTraining) =>
      paces(training).map((pace) => (typeof pace === 'string' ? pace : pace.from));
    expect(from({ unfreezeEpochs: 6 })).toEqual([6, 4, 2]);
    expect(from({ unfreezeEpochs: 6, freeze: 1 })).toEqual(['frozen', 6, 3]);
  });

  it.each([
    [{ freeze: 4 }, '--freeze: the network has 3 layers with weights, got 4'],
    [
      { freeze: 'midle' },
      "--freeze: expected all, none, a number of layers, or the name of a layer such as stem or last, got 'midle': did you mean middle?",
    ],
    [{ layerDecay: 0 }, /^pretrained: layerDecay: /],
    [{ freeze: -1 }, /^pretrained: freeze: /],
  ])('%o is refused', (training, message) => {
    expect(() => paces(training)).toThrow(message);
  });
});
