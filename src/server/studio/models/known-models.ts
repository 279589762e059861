// The models of the package and of the folders of models, with what their files say of themselves.
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { InputError } from '../../../errors.ts';
import { mapInParallel } from '../../../node/files/in-parallel.ts';
import { defaultModel, modelsFolder, releasedModels } from '../../../node/runs/released-models.ts';
import { decodeModelCard } from '../../../nn/classifier-file.ts';
import { notFound } from '../../errors.ts';
import type { KnownModel } from '../contract/models.ts';
import { insideOf } from '../workspace.ts';

/** A model and where its file is. */
interface Place {
  readonly id: string;
  readonly argument: string;
  readonly origin: KnownModel['origin'];
  readonly folder: string;
  readonly file: string;
}

/** Files above this size are listed without being read. */
const mostBytes = 512 * 2 ** 20;

/** The models in the folders that were named. A file is read again when it has changed. */
export class KnownModels {
  private readonly folders: readonly string[];
  private readonly cards = new Map<
    string,
    { readonly modified: number; readonly card: KnownModel['card'] }
  >();

  /** @param folders of models, beside the package's own */
  constructor(folders: readonly string[]) {
    this.folders = folders;
  }

  /** All models: the usual one, the others of the package, then those of each folder by name. */
  async list(): Promise<KnownModel[]> {
    const models = await mapInParallel(await this.places(), (place) => this.describe(place));
    return models.filter((model) => model !== undefined);
  }

  /**
   * The real path of a model's file.
   *
   * @throws HttpError 404 if there is no such model
   */
  async file(id: string): Promise<{ readonly path: string; readonly name: string }> {
    const place = (await this.places()).find((known) => known.id === id);
    if (!place) throw notFound(`there is no model ${id.slice(0, 100)} here`);
    return { path: await insideOf(place.folder, place.file), name: place.file };
  }

  private async places(): Promise<Place[]> {
    const names = (await releasedModels()).sort(
      (a, b) => Number(b === defaultModel) - Number(a === defaultModel),
    );
    const released = names.map((name): Place => ({
      ...{ id: name, argument: name, origin: 'released', folder: modelsFolder, file: `${name}.onnx` },
    }));
    const others = await Promise.all(this.folders.map(placesIn));
    return [...released, ...others.flat()];
  }

  private async describe({ id, argument, origin, folder, file }: Place): Promise<KnownModel | undefined> {
    const path = await insideOf(folder, file).catch(() => undefined);
    const status = path === undefined ? undefined : await stat(path).catch(() => undefined);
    if (path === undefined || !status?.isFile()) return undefined;
    const { size, mtimeMs: modified } = status;
    let known = this.cards.get(path);
    if (known?.modified !== modified) {
      known = { modified, card: size > mostBytes ? undefined : await cardOf(path) };
      this.cards.set(path, known);
    }
    const { card } = known;
    return {
      id,
      name: basename(file, '.onnx'),
      argument,
      origin,
      bytes: size,
      modified,
      ...(card && { card }),
    };
  }
}

async function placesIn(folder: string): Promise<Place[]> {
  const names = await readdir(folder).catch((): string[] => []);
  const files = names.filter((name) => name.endsWith('.onnx')).sort();
  return files.map((file) => ({
    ...{ id: idOf(folder, file), argument: join(folder, file), origin: 'folder', folder, file },
  }));
}

/** The file's name for people to read, and its path's digest to tell it from others of that name. */
const idOf = (folder: string, file: string): string =>
  `${basename(file, '.onnx')
    .replace(/[^\w-]+/g, '-')
    .slice(0, 60)}-${createHash('sha256').update(resolve(folder, file)).digest('hex').slice(0, 8)}`;

/** What a file of ours says of itself; undefined for files of other programs, and damaged ones. */
async function cardOf(path: string): Promise<KnownModel['card']> {
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
