// The models that can be tried: of the package, of the folders of models, and of runs.
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { InputError } from '../../../errors.ts';
import { mapInParallel } from '../../../node/files/in-parallel.ts';
import { defaultModel, modelsFolder, releasedModels } from '../../../node/runs/released-models.ts';
import { decodeModelCard } from '../../../nn/classifier-file.ts';
import { notFound } from '../../errors.ts';
import type { Model } from '../contract/models.ts';
import type { RunIndex } from '../runs/run-index.ts';
import { insideOf } from '../workspace.ts';

/** A model and where its file is. */
interface Place extends Pick<Model, 'id' | 'name' | 'argument' | 'kind'> {
  readonly folder: string;
  readonly file: string;
}

/** Files above this size are listed without being read. */
const mostBytes = 512 * 2 ** 20;

/** Finds models. A file is read again when it has changed. */
export class KnownModels {
  private readonly folders: readonly string[];
  private readonly runs: Pick<RunIndex, 'all'>;
  private readonly cards = new Map<string, { readonly modified: number; readonly card: Model['card'] }>();

  /** @param folders of models, beside the package's own */
  constructor(folders: readonly string[], runs: Pick<RunIndex, 'all'>) {
    this.folders = folders;
    this.runs = runs;
  }

  /** Those of the package, the usual one first; those of each folder by name; runs, the newest first. */
  async list(): Promise<Model[]> {
    const models = await mapInParallel(await this.places(), (place) => this.describe(place));
    const found = models.filter((model) => model !== undefined);
    const trained = found.filter(({ kind }) => kind === 'run').sort((a, b) => b.modified - a.modified);
    return [...found.filter(({ kind }) => kind !== 'run'), ...trained];
  }

  /**
   * The real path of a model's file. The name of a released model wins over a run's.
   *
   * @throws HttpError 404 if there is no such model
   */
  async file(id: string): Promise<string> {
    const place = (await this.places()).find((known) => known.id === id);
    if (!place) throw notFound(`there is no model ${id.slice(0, 100)} here`);
    return insideOf(place.folder, place.file);
  }

  private async places(): Promise<Place[]> {
    const released = (await releasedModels()).sort(
      (a, b) => Number(b === defaultModel) - Number(a === defaultModel),
    );
    const others = await Promise.all(this.folders.map(placesIn));
    return [
      ...released.map((name) => releasedPlace(name)),
      ...others.flat(),
      ...Array.from(this.runs.all(), ({ path, summary: { id, name, folder } }): Place => ({
        ...{ id, name, argument: folder, kind: 'run', folder: path, file: 'best.onnx' },
      })),
    ];
  }

  private async describe({ folder, file, ...place }: Place): Promise<Model | undefined> {
    const path = await insideOf(folder, file).catch(() => undefined);
    const status = path === undefined ? undefined : await stat(path).catch(() => undefined);
    if (path === undefined || !status?.isFile()) return undefined;
    const { size: bytes, mtimeMs: modified } = status;
    const model = { ...place, bytes, modified };
    if (place.kind === 'run') return model;
    let known = this.cards.get(path);
    if (known?.modified !== modified) {
      known = { modified, card: bytes > mostBytes ? undefined : await cardOf(path) };
      this.cards.set(path, known);
    }
    return { ...model, ...(known.card && { card: known.card }) };
  }
}

const releasedPlace = (name: string): Place => ({
  ...{ id: name, name, argument: name, kind: 'released', folder: modelsFolder, file: `${name}.onnx` },
});

async function placesIn(folder: string): Promise<Place[]> {
  const files = await readdir(folder).catch((): string[] => []);
  return files
    .filter((file) => file.endsWith('.onnx'))
    .sort()
    .map((file) => ({
      ...{ id: idOf(folder, file), name: basename(file, '.onnx'), argument: join(folder, file) },
      ...{ kind: 'folder', folder, file },
    }));
}

/** The file's name for people to read, and its path's digest to tell it from others of that name. */
const idOf = (folder: string, file: string): string =>
  `${basename(file, '.onnx')
    .replace(/[^\w-]+/g, '-')
    .slice(0, 60)}-${createHash('sha256').update(resolve(folder, file)).digest('hex').slice(0, 8)}`;

/** What a file of ours says of itself; undefined for files of other programs, and damaged ones. */
async function cardOf(path: string): Promise<Model['card']> {
  try {
    const { classNames, input, architecture, data, validation } = decodeModelCard(await readFile(path), path);
    return {
      ...{ classNames, input, architecture: architecture.name, data },
      ...(validation && { accuracy: validation.accuracy }),
    };
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
