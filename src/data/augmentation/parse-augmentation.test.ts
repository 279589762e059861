// The form for the command line, its schema, and the messages of both.
import { describe, expect, it } from 'vitest';
import { augmentationFromJSON, type AugmentationJSON } from './augmentation.ts';
import { formatAugmentation, parseAugmentation } from './parse-augmentation.ts';

describe('parseAugmentation', () => {
  it('reads names with values, and flip without', () => {
    expect(parseAugmentation('rotation=10,translation=0.1,zoom=0.1,flip,erase=0.5,mixup=0.2')).toEqual({
      ...{ rotation: 10, translation: 0.1, zoom: 0.1, flip: 0.5, erase: 0.5, mixup: 0.2 },
    });
    expect(parseAugmentation('resizedCrop=0.3,trivialAugment,jitter=0.4')).toEqual({
      ...{ resizedCrop: 0.3, trivialAugment: 1, jitter: 0.4 },
    });
    expect(parseAugmentation(' flip=0.3 , crop = 4,fill=edge,noise=5e-2,contrast=.5')).toEqual({
      ...{ flip: 0.3, crop: 4, fill: 'edge', noise: 0.05, contrast: 0.5 },
    });
  });

  it.each([
    ['', "expected flip or trivialAugment, or a name and its value as in rotation=10, got ''"],
    ['flip,', "expected flip or trivialAugment, or a name and its value as in rotation=10, got ''"],
    [
      'rotation',
      "expected flip or trivialAugment, or a name and its value as in rotation=10, got 'rotation'",
    ],
    [
      'rotation=',
      "expected flip or trivialAugment, or a name and its value as in rotation=10, got 'rotation='",
    ],
    ['=10', "expected flip or trivialAugment, or a name and its value as in rotation=10, got '=10'"],
    [
      'zoom=0.1=0.2',
      "expected flip or trivialAugment, or a name and its value as in rotation=10, got 'zoom=0.1=0.2'",
    ],
    ['flip,rotation=10,flip', "flip: expected once, got it twice in 'flip,rotation=10,flip'"],
    ['rotation=ten', 'rotation: expected degrees from 0 to 180, got "ten"'],
    ['rotation=-5', 'rotation: expected degrees from 0 to 180, got -5'],
    ['rotation=181', 'rotation: expected degrees from 0 to 180, got 181'],
    ['rotation=0x10', 'rotation: expected degrees from 0 to 180, got "0x10"'],
    ['rotation=Infinity', 'rotation: expected degrees from 0 to 180, got "Infinity"'],
    ['flip=yes', 'flip: expected true, false or a probability from 0 to 1, got "yes"'],
    ['flip=2', 'flip: expected true, false or a probability from 0 to 1, got 2'],
    ['crop=1.5', 'crop: expected whole pixels, got 1.5'],
    ['fill=white', 'fill: expected black or edge, got "white"'],
    [
      'rotatoin=10',
      'there is no option rotatoin: expected resizedCrop, flip, zoom, shear, rotation, translation, crop, fill, trivialAugment, jitter, saturation, hue, greyscale, contrast, brightness, blur, noise, erase, cutout, mixup, cutmix: did you mean rotation?',
    ],
  ])("'%s' is refused", (text, message) => {
    expect(() => parseAugmentation(text, '--augment')).toThrow(
      expect.objectContaining({ name: 'InputError', message: `--augment: ${message}` }),
    );
  });

  it('reads what formatAugmentation writes', () => {
    const augmentation = parseAugmentation('rotation=10,flip,erase=0.5,fill=edge,noise=0.0000001');
    expect(parseAugmentation(formatAugmentation(augmentation))).toEqual(augmentation);
    expect(formatAugmentation({})).toBe('');
  });
});

describe('augmentationFromJSON', () => {
  it('reads true as a half, and false as none', () => {
    expect(augmentationFromJSON({ flip: true })).toEqual({ flip: 0.5 });
    expect(augmentationFromJSON({ flip: false })).toEqual({ flip: 0 });
    expect(augmentationFromJSON({})).toEqual({});
  });

  it.each([
    [{ rotation: true }, 'augmentation: rotation: expected degrees from 0 to 180, got true'],
    [{ rotation: null }, 'augmentation: rotation: expected degrees from 0 to 180, got null'],
    [{ zoom: NaN }, 'augmentation: zoom: expected a share of the size from 0 to 0.9, got NaN'],
    ['flip', 'augmentation: expected an object such as { rotation: 10 }, got "flip"'],
  ])('%j is refused', (given, message) => {
    expect(() => augmentationFromJSON(given as AugmentationJSON)).toThrow(
      expect.objectContaining({ name: 'InputError', message: message }),
    );
  });
});
