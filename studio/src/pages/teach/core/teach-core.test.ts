// The lesson on the disk, what keeps it from being learnt, its zip, and learning itself, in Node.
import { readFile } from 'node:fs/promises';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sketches } from '../../../../../src/data/sketches.ts';
import { InputError } from '../../../../../src/errors.ts';
import { openClassifier } from '../../../../../src/nn/classifier.ts';
import { readBackbone } from '../../../../../src/node/foreign/backbone-file.ts';
import { fineTune } from '../../../../../src/nn/foreign/fine-tune.ts';
import { fitFrozen } from '../../../../../src/training/fit-frozen.ts';
import type { FoldStep } from '../../../../../src/training/fit-head.ts';
import { onlyOn } from '../../../inference/placement.ts';
import { FeatureRows } from './feature-rows.ts';
import { ArrayFile } from './growing-file.ts';
import { groupByFolder } from './incoming.ts';
import { contentOf, obstacleOf, picturesOf, type Lesson } from './lesson.ts';
import { LessonFiles } from './lesson-files.ts';
import { safeName, writeZip, zippedPictures } from './picture-zip.ts';
import { Teacher } from './teacher.ts';

const text = (words: string) => new TextEncoder().encode(words);

/** A lesson of two classes with three pictures. */
function smallLesson() {
  const [bytes, journal] = [new ArrayFile(), new ArrayFile()];
  const files = new LessonFiles(bytes, journal);
  files.change({ do: 'name', name: 'fruit' });
  files.change({ do: 'class', id: 1, name: 'apple' });
  files.change({ do: 'class', id: 2, name: 'pear' });
  for (const [of, name] of [
    [1, 'a.jpg'],
    [2, 'b.jpg'],
    [1, 'A.jpg'],
  ] as const)
    files.add(of, name, 'image/jpeg', text(`the bytes of ${name}`));
  return { bytes, journal, files };
}

const namesOf = ({ classes, pictures }: Lesson) => [
  classes.map(({ name }) => name),
  pictures.map(({ name }) => name),
];

describe('the lesson on the disk', () => {
  it('is the same when it is opened again', () => {
    const { bytes, journal, files } = smallLesson();
    const again = new LessonFiles(bytes, journal);
    expect(again.lesson()).toEqual(files.lesson());
    expect(namesOf(again.lesson())).toEqual([
      ['apple', 'pear'],
      ['a.jpg', 'b.jpg', 'A.jpg'],
    ]);
    expect(strFromU8(again.read(2))).toBe('the bytes of b.jpg');
  });

  it('cut at any byte is what was whole by then, and goes on from there', () => {
    const { bytes, journal } = smallLesson();
    for (let cut = 0; cut <= journal.size; cut++) {
      const [someBytes, someJournal] = [new ArrayFile(), new ArrayFile()];
      someBytes.append(bytes.read(0, bytes.size));
      someJournal.append(journal.read(0, cut));
      const lines = strFromU8(journal.read(0, cut)).split('\n').length - 1;
      const files = new LessonFiles(someBytes, someJournal);
      expect(files.opened).toHaveLength(lines);
      const { id } = files.add(1, 'next', 'image/png', text('new'));
      const again = new LessonFiles(someBytes, someJournal);
      expect(strFromU8(again.read(id))).toBe('new');
    }
  });

  it('leaves out a picture whose bytes are missing', () => {
    const { bytes, journal } = smallLesson();
    bytes.cut(bytes.size - 1);
    expect(namesOf(new LessonFiles(bytes, journal).lesson())[1]).toEqual(['a.jpg', 'b.jpg']);
  });

  it('takes back what was left out, and forgets all of it', () => {
    const { files } = smallLesson();
    const before = files.lesson();
    files.change({ do: 'leave', ids: [1] });
    files.change({ do: 'leave-class', id: 2 });
    expect(namesOf(files.lesson())).toEqual([['apple'], ['A.jpg']]);
    expect(contentOf(files.lesson())).not.toBe(contentOf(before));
    files.change({ do: 'restore', ids: [1] });
    files.change({ do: 'restore-class', id: 2 });
    expect(files.lesson()).toEqual(before);
    files.clear();
    expect(files.lesson()).toEqual({ name: '', classes: [], pictures: [] });
  });

  it('a picture that can’t be written leaves no trace', () => {
    const { bytes, journal, files } = smallLesson();
    const before = [bytes.size, journal.size];
    journal.append = () => {
      throw new InputError('no room');
    };
    expect(() => files.add(1, 'c.jpg', 'image/jpeg', text('much'))).toThrow('no room');
    expect([bytes.size, journal.size]).toEqual(before);
  });
});

describe('features', () => {
  it('are the rows of the pictures asked for, also when opened again after a crash', () => {
    const file = new ArrayFile();
    const rows = new FeatureRows(file, 2);
    rows.add(7, Float32Array.of(1, 2));
    rows.add(3, Float32Array.of(3, 4));
    file.append(text('half'));
    const again = new FeatureRows(file, 2);
    again.add(9, Float32Array.of(5, 6));
    expect([again.has(7), again.has(8)]).toEqual([true, false]);
    expect([...again.rows([3, 9, 7])]).toEqual([3, 4, 5, 6, 1, 2]);
  });
});

describe('what comes in', () => {
  it('is grouped by the folder of each picture, without other files', () => {
    const groups = groupByFolder([
      { path: 'fruit/train/pear/1.JPG', type: '' },
      { path: 'fruit/train/apple/2.png', type: '' },
      { path: 'fruit/val/apple/3.png', type: 'image/png' },
      { path: 'fruit/README.md', type: 'text/markdown' },
      { path: 'fruit/apple/.hidden.png', type: 'image/png' },
      { path: 'loose.webp', type: 'image/webp' },
    ]);
    expect([...groups]).toEqual([
      ['apple', [1, 2]],
      ['pear', [0]],
      ['', [5]],
    ]);
  });
});

describe('obstacles', () => {
  const lesson = (names: readonly string[], each = 5): Lesson => ({
    name: 'x',
    classes: names.map((name, id) => ({ id, name })),
    pictures: names.flatMap((_, of) =>
      Array.from({ length: each }, (_, i) => ({ id: 100 * of + i, of, name: '', type: '', at: 0, size: 0 })),
    ),
  });
  it.each([
    [lesson([]), { is: 'few-classes' }],
    [lesson(['a']), { is: 'few-classes' }],
    [lesson(['a', 'a']), { is: 'same-name', name: 'a' }],
    [lesson(['a', ' ']), { is: 'no-name', name: ' ' }],
    [lesson(['a', 'b'], 4), { is: 'few-pictures', name: 'a' }],
    [lesson(['a', 'b']), undefined],
  ])('are found', (given, expected) => expect(obstacleOf(given)).toEqual(expected));
});

describe('the zip', () => {
  it('has a folder for each class, and every picture under a name of its own', () => {
    const { files } = smallLesson();
    const pieces: Uint8Array[] = [];
    writeZip(
      zippedPictures(files.lesson()),
      ({ id }) => files.read(id),
      (piece) => pieces.push(piece),
    );
    const found = unzipSync(Uint8Array.from(pieces.flatMap((piece) => [...piece])));
    expect(
      Object.fromEntries(Object.entries(found).map(([path, bytes]) => [path, strFromU8(bytes)])),
    ).toEqual({
      'fruit/apple/a.jpg': 'the bytes of a.jpg',
      'fruit/pear/b.jpg': 'the bytes of b.jpg',
      'fruit/apple/3-A.jpg': 'the bytes of A.jpg',
    });
  });

  it('takes no name that leads elsewhere', () => {
    expect(['../x', 'a/b', '...', 'ok name.jpg'].map(safeName)).toEqual([
      '-x',
      'a-b',
      'unnamed',
      'ok name.jpg',
    ]);
  });

  it('refuses more than a zip can hold', () => {
    const picture = { id: 1, of: 1, name: 'x', type: '', at: 0, size: 2 ** 31 };
    const twice = [0, 1].map((i) => ({ path: `x/${i}`, picture }));
    expect(() =>
      writeZip(
        twice,
        () => new Uint8Array(),
        () => undefined,
      ),
    ).toThrow(InputError);
  });
});

describe('a copy without what was left out', () => {
  it('has the same lesson in less room, and uses no id again', () => {
    const { files } = smallLesson();
    const before = files.lesson();
    files.change({ do: 'leave', ids: [before.pictures.at(-1)!.id] });
    const extra = files.add(1, 'last.jpg', 'image/jpeg', text('last'));
    files.change({ do: 'leave', ids: [extra.id] });
    expect(files.wasted).toBeGreaterThan(0.1);
    const kept = files.lesson();
    const [bytes, journal] = [new ArrayFile(), new ArrayFile()];
    files.copyTo(bytes, journal);
    const copy = new LessonFiles(bytes, journal);
    const withoutPlace = ({ pictures, ...lesson }: Lesson) => ({
      ...lesson,
      pictures: pictures.map((picture) => ({ ...picture, at: 0 })),
    });
    expect(withoutPlace(copy.lesson())).toEqual(withoutPlace(kept));
    for (const { id } of kept.pictures) expect(copy.read(id)).toEqual(files.read(id));
    expect(copy.wasted).toBe(0);
    expect(copy.add(2, 'new.jpg', 'image/jpeg', text('new')).id).toBe(extra.id + 1);
    expect(new LessonFiles(bytes, journal).lesson().pictures.at(-1)!.name).toBe('new.jpg');
  });
});

describe('learning', () => {
  const device = { device: 'cpu', threads: 1 } as const;
  const { train, test } = sketches({ train: 120, test: 60 });
  let teacher: Teacher;
  beforeAll(async () => {
    teacher = await Teacher.open(
      new Uint8Array(await readFile('models/pocket.onnx')),
      'pocket.onnx',
      onlyOn(device),
    );
  });
  afterAll(() => teacher.dispose());

  it('gives the model that the program trains on the same pictures', async () => {
    const rows = new FeatureRows(new ArrayFile(), teacher.width);
    const ids = Int32Array.from({ length: train.count }, (_, i) => 1000 - i);
    for (let i = 0; i < train.count; i += 8) {
      const some = await teacher.rows(train.images.subarray(784 * i, 784 * (i + 8)));
      for (let j = 0; j < 8; j++)
        rows.add(ids[i + j]!, some.subarray(j * teacher.width, (j + 1) * teacher.width));
    }
    const steps: FoldStep[] = [];
    const { name, classNames, labels } = train;
    const task = { name, classNames, labels, ids };
    const taught = await teacher.teach(
      task,
      (wanted) => rows.rows(wanted),
      (step) => steps.push(step),
    );
    expect(steps.length).toBeGreaterThan(5);
    expect(taught.heldOut.count + taught.crossValidation.count).toBe(120);

    const { backbone, normalization } = await readBackbone('pocket');
    const model = fineTune(backbone, { classes: 10, freeze: 'all' });
    const data = { ...train, pictures: { fit: 'contain' } as const };
    const { best, bestEpoch } = await fitFrozen(model, { data, normalization, ...device });
    expect(taught.heldOut.accuracy).toBe(bestEpoch.validationAccuracy);
    const [mine, theirs] = await Promise.all(
      [taught.model, best].map(async (bytes) => {
        const classifier = await openClassifier(bytes, 'model', device);
        const { probabilities } = await classifier.classify(test.images);
        await classifier.dispose();
        return probabilities;
      }),
    );
    mine!.forEach((value, i) => expect(value).toBeCloseTo(theirs![i]!, 3));
  });

  it('refuses what is no network in one line', async () => {
    await expect(Teacher.open(Uint8Array.of(1, 2), 'a.onnx', onlyOn(device))).rejects.toThrow(InputError);
  });
});

it('the pictures of a class are its own', () => {
  const lesson = smallLesson().files.lesson();
  expect(picturesOf(lesson, 1).map(({ name }) => name)).toEqual(['a.jpg', 'A.jpg']);
});
