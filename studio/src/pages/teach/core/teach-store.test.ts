// The store of the page with files in memory and a teacher that only counts; who has the lesson; keys; the
// address.
import { describe, expect, it } from 'vitest';
import type { Model } from '../../../../../src/server/studio/contract/models.ts';
import type { Remote } from '../../../inference/calls.ts';
import type { LessonFunctions } from '../lesson-worker.ts';
import type { TeacherFunctions } from '../teacher-worker.ts';
import { backboneFrom, greyWidth } from './backbones.ts';
import { ArrayFile } from './growing-file.ts';
import { LessonFiles } from './lesson-files.ts';
import { Opening, type Locks } from './opening.ts';
import { movesOfPen } from './pen-keys.ts';
import { readSearch } from './search.ts';
import { TeachStore, type TeachParts } from './teach-store.ts';
import { timeLeft } from './training.ts';

/** The parts of a store; `seen` has the pictures that the teacher looked at, picture 3 is unreadable. */
function fakeParts() {
  const files = new LessonFiles(new ArrayFile(), new ArrayFile());
  const seen: number[] = [];
  const saved: unknown[] = [];
  const kept = new Map<string, string>();
  const served: Partial<Remote<LessonFunctions>> = {
    open: () => Promise.resolve(files.opened),
    result: () => Promise.resolve(undefined),
    change: (change) => Promise.resolve(files.change(change)),
    add: async (of, pictures) => {
      const bytes = await Promise.all(pictures.map(({ blob }) => blob.arrayBuffer()));
      return pictures.map(({ name }, i) => files.add(of, name, 'image/png', new Uint8Array(bytes[i]!)));
    },
    read: (pictures) => Promise.resolve(pictures.map(({ id }) => new Blob([files.read(id)]))),
    saveModel: (_, result) => Promise.resolve(void saved.push(result)),
    clear: () => Promise.resolve(files.clear()),
  };
  let teach: TeacherFunctions['teach'] = ({ ids }) =>
    Promise.resolve({
      model: Uint8Array.of(1),
      ...{ heldOut: { accuracy: 1, count: 1 }, crossValidation: { accuracy: 1, count: ids.length - 1 } },
    });
  const teacher: Partial<Remote<TeacherFunctions>> = {
    open: () => Promise.resolve(placement),
    placement: () => Promise.resolve(placement),
    unseen: (ids) => Promise.resolve(ids.filter((id) => !seen.includes(id))),
    see: (pictures) => {
      seen.push(...pictures.map(({ id }) => id));
      return Promise.resolve(pictures.map(({ id }) => id).filter((id) => id === 3));
    },
    teach: (task) => teach(task),
  };
  const parts: TeachParts = {
    files: served as Remote<LessonFunctions>,
    openTeacher: () => ({ functions: teacher as Remote<TeacherFunctions>, close: () => undefined }),
    memory: { recall: (name) => kept.get(name), keep: (name, value) => void kept.set(name, value) },
  };
  return { parts, seen, saved, kept, setTeach: (other: typeof teach) => (teach = other) };
}

const placement = { on: 'wasm', why: 'small' } as const;
const backbone = { name: 'net', argument: 'net.onnx', load: () => Promise.resolve(new Uint8Array()) };
const picture = (name: string) => ({ name, blob: new Blob([name]) });

describe('the store', () => {
  it('learns the readable pictures, looks at each once, and tells when the result is old', async () => {
    const { parts, seen, saved } = fakeParts();
    const store = await TeachStore.open(parts);
    for (const name of ['a', 'b'])
      await store.add(
        await store.addClass(name),
        Array.from({ length: 10 }, (_, i) => picture(`${name}${i}`)),
      );
    expect(store.get()).toMatchObject({ adding: undefined, lesson: { pictures: { length: 20 } } });
    const phases = new Set<string | undefined>();
    store.subscribe(() => phases.add(store.get().training?.phase));
    await store.train(backbone);
    expect([...phases]).toEqual(['opening', 'features', 'fitting', 'keeping', undefined]);
    expect(store.get()).toMatchObject({
      unreadable: new Set([3]),
      result: { pictures: 19, classNames: ['a', 'b'] },
    });
    expect(saved).toEqual([store.get().result]);
    const pace = store.pace(backbone)!;
    expect(pace.look).toBeGreaterThan(0);
    expect(store.pace({ name: 'other' })).toBeUndefined();
    await store.train(backbone);
    expect(store.pace(backbone)!.look).toBeCloseTo(pace.look, 3); // nothing new was looked at
    expect(seen).toHaveLength(20);
    await store.clear();
    expect(store.get()).toMatchObject({ lesson: { classes: [], pictures: [] }, result: undefined });
  });

  it('a failure is told, a stop is not, and both leave the store ready', async () => {
    const { parts, setTeach } = fakeParts();
    const store = await TeachStore.open(parts);
    await store.add(await store.addClass('a'), [picture('x')]);
    setTeach(() => Promise.reject(new Error('too few')));
    await store.train(backbone);
    expect(store.get()).toMatchObject({ training: undefined, failure: 'too few', result: undefined });
    setTeach(() => new Promise(() => undefined));
    store.subscribe(() => store.get().training?.phase === 'fitting' && store.stop());
    await store.train(backbone);
    expect(store.get()).toMatchObject({ training: undefined, failure: undefined });
  });

  it('what can’t be written is not shown', async () => {
    const { parts } = fakeParts();
    const store = await TeachStore.open(parts);
    const id = await store.addClass('a');
    Object.assign(parts.files, { add: () => Promise.reject(new Error('no room')) });
    await expect(store.add(id, [picture('x')])).rejects.toThrow('no room');
    expect(store.get()).toMatchObject({ adding: undefined, lesson: { pictures: [] } });
  });
});

describe('opening', () => {
  /** Locks of one browser: `steal` takes the lock from who has it. */
  function fakeLocks(): Locks {
    let holder: { readonly lose: () => void } | undefined;
    const request = (_: string, options: LockOptions, work: (lock: object | null) => unknown) => {
      if (holder && !options.steal) return Promise.resolve(work(null));
      holder?.lose();
      return new Promise((_, reject) => {
        holder = { lose: () => reject(new DOMException('', 'AbortError')) };
        void work({});
      });
    };
    return { request } as unknown as Locks;
  }
  const settled = () => new Promise((resolve) => setTimeout(resolve));

  it('is for one tab, and another can take it', async () => {
    const locks = fakeLocks();
    const closed: string[] = [];
    const tab = (name: string) =>
      new Opening(
        { open: () => TeachStore.open(fakeParts().parts), close: () => void closed.push(name) },
        locks,
      );
    const [first, second] = [tab('first'), tab('second')];
    first.begin();
    await settled();
    second.begin();
    await settled();
    expect([first.get().status, second.get().status]).toEqual(['open', 'elsewhere']);
    second.takeOver();
    await settled();
    expect([first.get().status, second.get().status, closed]).toEqual(['elsewhere', 'open', ['first']]);
  });

  it('tells why it failed', async () => {
    const error = new Error('no disk');
    const opening = new Opening({ open: () => Promise.reject(error), close: () => undefined }, fakeLocks());
    opening.begin();
    await settled();
    expect(opening.get()).toEqual({ status: 'failed', error });
  });
});

describe('networks to learn on', () => {
  const model = (name: string, other: Partial<Model>): Model => ({
    ...{ id: name, name, argument: name, kind: 'folder', bytes: 2e7, modified: 0, ...other },
  });
  const card = { classNames: [], input: { channels: 1, height: 28, width: 28 }, architecture: '', data: '' };
  const own = model('atelier', { kind: 'released', card });
  const models = [own, model('large', { bytes: 9e7 }), model('beside', { bytes: 2e5 }), model('lite', {})];
  it.each([
    [models, undefined, 'lite'],
    [models, 'large', 'large'],
    [models, 'gone', 'lite'],
    [[own], undefined, 'atelier'],
    [[], undefined, undefined],
  ])('the usual one is for photographs', (known, chosen, name) =>
    expect(backboneFrom(known, chosen)?.name).toBe(name),
  );
  it('those for small grey pictures are told', () =>
    expect([greyWidth(own), greyWidth(models[1]!)]).toEqual([28, undefined]));
});

it('the pen moves with the keys and stays on the paper', () => {
  const pen = { x: 5, y: 100, isDown: false };
  expect(movesOfPen(' ', pen)).toEqual({ ...pen, isDown: true });
  expect(movesOfPen('ArrowLeft', pen)).toEqual({ ...pen, x: 0 });
  expect(movesOfPen('ArrowDown', pen)).toEqual({ ...pen, y: 110 });
  expect(movesOfPen('a', pen)).toBeUndefined();
});

it('the address keeps what it knows', () => {
  expect(readSearch({ from: 'net', test: 'draw', other: 1 })).toEqual({ from: 'net', test: 'draw' });
  expect(readSearch({ from: '', test: 'file' })).toEqual({});
});

it('the time left goes on at the pace so far', () =>
  expect([timeLeft(0, 10, 1), timeLeft(5, 20, 10)]).toEqual([undefined, 30]));
