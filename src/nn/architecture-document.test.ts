// Networks written as data: every form of a layer makes the same model as code, and a fault is reported with
// its place.
import { describe, expect, it } from 'vitest';
import { lenet5, paperCnn, resnet20, wrn16x4 } from '../architectures/index.ts';
import type { ConfigPath } from '../config-error.ts';
import { InputError } from '../errors.ts';
import { architectureFromDocument } from './architecture-document.ts';
import { activation, conv2d, dense, dropout, flatten, maxPooling2d, residual } from './layers/index.ts';
import { sequential } from './model.ts';

const grey = [1, 28, 28] as const;
const read = (document: unknown, classes = 10) =>
  architectureFromDocument(document, { name: 'mine' })(classes);

describe('a document', () => {
  it('accepts short forms of layers, and the word classes', () => {
    const document = {
      name: 'small',
      layers: [
        { conv2d: { filters: 4, kernelSize: [3, 2], activation: 'relu' } },
        { maxPooling2d: 2 },
        { activation: 'tanh' },
        { dropout: 0.25 },
        'flatten',
        { dense: { units: 'classes' } },
      ],
    };
    const inCode = (classes: number) =>
      sequential(
        [
          conv2d({ filters: 4, kernelSize: [3, 2], activation: 'relu' }),
          maxPooling2d(2),
          activation('tanh'),
          dropout(0.25),
          flatten(),
          dense({ units: classes }),
        ],
        'small',
      );
    expect(read(document, 7).toJSON()).toEqual(inCode(7).toJSON());
    expect(read(document).weightSpecs(grey)).toEqual(inCode(10).weightSpecs(grey));
  });

  it('accepts nested and repeated layers', () => {
    const document = {
      layers: [
        { flatten: null },
        {
          repeat: {
            times: 2,
            layers: [
              { residual: { layers: [{ dense: { units: 784 } }, 'flatten'], shortcut: [{ dropout: 0.1 }] } },
            ],
          },
        },
        { dense: { units: 3 } },
      ],
    };
    const block = () => residual({ layers: [dense({ units: 784 }), flatten()], shortcut: [dropout(0.1)] });
    const inCode = sequential([flatten(), block(), block(), dense({ units: 3 })], 'mine');
    expect(read(document).toJSON()).toEqual(inCode.toJSON());
    expect(read(document).countParameters(grey)).toBe(inCode.countParameters(grey));
  });

  it.each([paperCnn, lenet5, resnet20, wrn16x4])('may be the JSON of a model (%#)', (architecture) => {
    const model = architecture(10);
    const again = read(JSON.parse(JSON.stringify(model)));
    expect(again.toJSON()).toEqual(model.toJSON());
    expect(again.weightSpecs(grey)).toEqual(model.weightSpecs(grey));
  });

  it('gives the model its name', () => {
    expect(read({ layers: ['flatten'] }).name).toBe('mine');
    expect(read({ name: 'other', layers: ['flatten'] }).name).toBe('other');
  });
});

/** The complaint about a document, where `locate` writes paths out. */
function complaint(document: unknown): string {
  const locate = (path: ConfigPath, what: string) => `<${path.join(' ')}|${what}>`;
  try {
    architectureFromDocument(document, { name: 'mine', locate });
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as InputError).message;
  }
  throw new Error('nothing was thrown');
}

describe('a fault is reported with its place', () => {
  it.each<[unknown, RegExp]>([
    [null, /^<\|value>: expected layers: \[\.\.\.\], got null$/],
    [[], /^<\|value>: expected layers/],
    [{ name: 'x' }, /^<\|value>: expected layers/],
    [{ layers: 3 }, /^<layers\|value>: expected a list of layers, got 3$/],
    [{ layers: [] }, /^<layers\|value>: expected a layer, got none$/],
    [
      { layers: ['flatten'], classes: 3 },
      /^<classes\|name>: there is no key "classes": expected name, layers$/,
    ],
    [{ layers: ['flatten'], name: 3 }, /^<name\|value>: name: expected a word, got 3$/],
    [{ layers: [3] }, /^<layers 0\|value>: expected one layer, such as .*, got 3$/],
    [{ layers: ['flatten', null] }, /^<layers 1\|value>: expected one layer/],
    [{ layers: [{ flatten: {}, dense: {} }] }, /^<layers 0\|value>: expected one layer/],
    [
      { layers: ['faltten'] },
      /^<layers 0\|name>: there is no layer faltten: expected .*: did you mean flatten\?$/,
    ],
    [
      { layers: [{ conv2D: {} }] },
      /^<layers 0 conv2D\|name>: there is no layer conv2D.*: did you mean conv2d\?$/,
    ],
    [
      { layers: [{ conv2d: { filters: 'many', kernelSize: 3 } }] },
      /^<layers 0 conv2d filters\|value>: conv2d: filters: expected a whole number from 1, got "many"$/,
    ],
    [
      { layers: [{ type: 'conv2d', filters: 1, kernelSize: 3, stride: 2 }] },
      /^<layers 0 stride\|name>: conv2d: there is no option stride: expected filters, .*: did you mean strides\?$/,
    ],
    [
      { layers: [{ dropout: 'half' }] },
      /^<layers 0 dropout\|value>: dropout: expected options \(rate\), got "half"$/,
    ],
    [
      { layers: [{ activation: 'step' }] },
      /^<layers 0 activation activation\|value>: activation: .*got "step"/,
    ],
    [
      { layers: [{ residual: {} }] },
      /^<layers 0 residual layers\|value>: residual: layers: expected .*got nothing$/,
    ],
    [
      { layers: [{ residual: { layers: ['flatten', { dense: { units: 0 } }] } }] },
      /^<layers 0 residual layers 1 dense units\|value>: dense: units: expected .*, got 0$/,
    ],
    [
      { layers: [{ residual: { layers: [3] } }] },
      /^<layers 0 residual layers 0\|value>: residual: layers: 0: expected a layer, got 3$/,
    ],
    [{ layers: [{ repeat: 3 }] }, /^<layers 0 repeat\|name>: repeat: expected times and layers, got 3$/],
    [
      { layers: [{ repeat: { times: 0, layers: ['flatten'] } }] },
      /^<layers 0 repeat times\|value>: repeat: times: expected a whole number from 1 to 1000, got 0$/,
    ],
    [
      { layers: [{ repeat: { time: 2, times: 2, layers: [] } }] },
      /^<layers 0 repeat time\|name>: repeat: expected times and layers/,
    ],
  ])('%j', (document, message) => {
    expect(complaint(document)).toMatch(message);
  });

  it('too many layers are reported too', () => {
    const twice = (layers: unknown) => [{ repeat: { times: 1000, layers } }];
    expect(complaint({ layers: twice(twice(['flatten'])) })).toMatch(
      /: expected at most 20000 layers, got more$/,
    );
    expect(complaint({ layers: twice(twice(twice([]))) })).toMatch(
      /: expected at most 20000 layers, got more$/,
    );
    const nested = Array.from({ length: 40 }).reduce<unknown[]>(
      (layers) => [{ residual: { layers } }],
      ['flatten'],
    );
    expect(complaint({ layers: nested })).toMatch(/: nested too deeply$/);
    const loop: unknown[] = ['flatten'];
    loop.push({ residual: { layers: loop } });
    expect(complaint({ layers: loop })).toMatch(/: nested too deeply$/);
    loop.push(loop);
    expect(complaint({ layers: [loop] })).toMatch(/: expected one layer, .* got object$/);
  });
});

describe('shapes that do not fit', () => {
  const build = (layers: unknown[], input: readonly [number, number, number] = grey) => {
    const locate = (path: ConfigPath) => path.join(' ');
    const model = architectureFromDocument({ layers }, { name: 'mine', locate })(10);
    return () => model.countParameters(input);
  };

  it.each<[unknown[], RegExp]>([
    [
      ['flatten', { dense: { units: 3 } }, { conv2d: { filters: 1, kernelSize: 3 } }],
      /^layers 2: conv2d: expected \[batch, channels, height, width\], got \[1, 3\]$/,
    ],
    [[{ dense: { units: 3 } }], /^layers 0: dense: expected \[batch, features\], got \[1, 1, 28, 28\]/],
    [
      [{ repeat: { times: 5, layers: [{ maxPooling2d: 2 }] } }],
      /^layers 0 repeat layers 0: maxPooling2d_4: .*2×2 does not fit a picture of 1×1 \(its input: \[1, 1, 1, 1\]\)$/,
    ],
    [
      [{ residual: { layers: ['flatten', { dense: { units: 3 } }] } }],
      /^layers 0: residual: \[1, 3\] and \[1, 1, 28, 28\] can't be added/,
    ],
    [
      [{ residual: { layers: [{ residual: { layers: [{ dense: { units: 3 } }] } }] } }],
      /^layers 0 residual layers 0 residual layers 0: residual\/residual\/dense: expected \[batch, features\], got /,
    ],
  ])('%j name the layer, its place, its input and what it needs', (layers, message) => {
    expect(build(layers)).toThrow(InputError);
    expect(build(layers)).toThrow(message);
  });

  it('depend on the given pictures', () => {
    const layers = [{ conv2d: { filters: 1, kernelSize: 9 } }];
    expect(build(layers)()).toBe(82);
    expect(build(layers, [1, 8, 28])).toThrow(/^layers 0: conv2d: .*9×9 does not fit a picture of 8×28/);
  });
});
