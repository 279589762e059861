// The inspectors: those that were named at the start, and files that were given to the page. What a person
// changes goes into a new file beside the first, made anew from it at each change, so that the first stays
// and each change can be taken back.
import { createHash } from 'node:crypto';
import { access, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { InputError } from '../../../errors.ts';
import { decodeInspectorCard } from '../../../inspection/inspector-file.ts';
import { writeFileAtomically } from '../../../node/files/atomic-write.ts';
import { Thread } from '../../../node/threads/thread.ts';
import { badRequest, notFound } from '../../errors.ts';
import type { InspectorChanges, InspectorDetail, InspectorName, PieceRef } from '../contract/inspect.ts';
import { folderId } from './folder-id.ts';
import type { InspectCalls } from './inspect-calls.ts';
import type { Lines } from './lines.ts';
import { Removed } from './removed.ts';

/** What is kept of changes. */
interface Kept extends InspectorChanges {
  /** The new file. */
  readonly file: string;
  readonly failing: readonly PieceRef[];
}

/** The new file, if it knows more pieces: a threshold changes no score, so nothing is judged again for it. */
const judgingFile = ({ file }: InspectorName, kept: Kept | undefined): string =>
  kept && kept.accepted.length > 0 ? kept.file : file;

const none: InspectorChanges = { accepted: [] };

const nameOf = (file: string): InspectorName => ({
  ...{ id: folderId(file), name: basename(file, '.onnx'), file },
});

/** Inspectors by their ids. */
export class Inspectors {
  private readonly named: readonly string[];
  private readonly own: string;
  private readonly lines: Lines;
  private readonly removed: Removed;
  /** The files of inspectors that were removed, by their ids. */
  private readonly gone = new Map<string, readonly string[]>();
  private thread: Thread | undefined;

  /**
   * @param named files as they were named
   * @param own the folder for files that the page sends, and for what is kept of changes
   * @param removed where files that the page sent go when they are removed
   */
  constructor(named: readonly string[], own: string, removed: string, lines: Lines) {
    this.named = named;
    this.own = own;
    this.removed = new Removed(own, removed);
    this.lines = lines;
  }

  /** @throws InputError if a file is missing */
  async open(): Promise<void> {
    for (const file of this.named)
      await access(file).catch(() => {
        throw new InputError(`--inspector: expected the file of an inspector, got '${file}'`);
      });
    await this.removed.open();
    await mkdir(join(this.own, 'changed'), { recursive: true });
  }

  async list(): Promise<InspectorName[]> {
    const names = (await readdir(this.own)).filter((name) => name.endsWith('.onnx')).sort();
    const given = await Promise.all(
      names.map(async (name) => {
        const file = join(this.own, name);
        const status = await stat(file).catch(() => undefined); // it may have gone a moment ago
        return { ...nameOf(file), givenBytes: status?.size ?? 0 };
      }),
    );
    return [...this.named.map(nameOf), ...given];
  }

  async detail(id: string): Promise<InspectorDetail> {
    const name = await this.find(id);
    const kept = await this.kept(id);
    const { card, bytes } = await this.call('describe', { file: kept?.file ?? name.file });
    const { revision } = await this.call('describe', { file: judgingFile(name, kept) });
    const { accepted, falseAlarms } = kept ?? none;
    return {
      ...name,
      ...{ card, revision, bytes, failing: [...(kept?.failing ?? [])] },
      changes: { accepted, ...(falseAlarms !== undefined && { falseAlarms }) },
      ...(kept && { changedFile: kept.file }),
    };
  }

  /** The file that judges. */
  async judging(id: string): Promise<string> {
    return judgingFile(await this.find(id), await this.kept(id));
  }

  /** Makes the new file with changes; without any it is removed. */
  async change(id: string, changes: InspectorChanges): Promise<void> {
    const { file } = await this.find(id);
    const kept = await this.kept(id);
    if (changes.accepted.length === 0 && changes.falseAlarms === undefined) {
      await rm(this.record(id), { force: true });
      if (kept) await rm(kept.file, { force: true });
      return;
    }
    const out = kept?.file ?? (await this.newFile(file));
    const files = await Promise.all(changes.accepted.map((ref) => this.lines.file(ref)));
    const { falseAlarms, accepted } = changes;
    const stillBad = await this.call('change', { file, out, falseAlarms, accepted: files });
    const failing = accepted.filter((_, i) => stillBad.includes(files[i]!));
    await writeFileAtomically(this.record(id), JSON.stringify({ ...changes, file: out, failing }));
  }

  /** Keeps the file of an inspector. @throws InputError if it is none */
  async keep(name: string, bytes: Uint8Array): Promise<InspectorName> {
    decodeInspectorCard(bytes, name);
    const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 8);
    const stem =
      basename(name, '.onnx')
        .replace(/[^\w.-]+/g, '-')
        .slice(0, 60) || 'inspector';
    const file = join(this.own, `${stem}-${digest}.onnx`);
    await writeFileAtomically(file, bytes);
    return { ...nameOf(file), givenBytes: bytes.length };
  }

  /**
   * Removes an inspector that was given to the page, with its changes.
   *
   * @throws HttpError 400 if it was named at the start
   */
  async remove(id: string): Promise<void> {
    const { file, givenBytes } = await this.find(id);
    if (givenBytes === undefined)
      throw badRequest(`${file} was named at the start; only what was given to the page can be removed`);
    const changed = (await this.kept(id))?.file;
    const files = [...(changed === undefined ? [] : [changed, this.record(id)]), file].map((one) =>
      relative(this.own, one),
    );
    for (const one of files) await this.removed.take(one);
    this.gone.set(id, files);
  }

  /** Puts an inspector back that was removed, with its changes. @throws HttpError 404 if it was not */
  async restore(id: string): Promise<void> {
    const files = this.gone.get(id);
    if (!files) throw notFound(`there is no inspector ${id} that was removed since the studio started`);
    for (const file of files) await this.removed.putBack(file);
    this.gone.delete(id);
  }

  /** Those of some pieces that an inspector took as good ones, with its name. */
  async taken(
    pieces: readonly PieceRef[],
  ): Promise<{ readonly inspector: string; readonly piece: string }[]> {
    const asked = new Set(pieces.map(({ line, piece }) => `${line}/${piece}`));
    const all = await this.list();
    const kept = await Promise.all(all.map(({ id }) => this.kept(id)));
    return all.flatMap(({ name }, i) =>
      (kept[i]?.accepted ?? []).flatMap(({ line, piece }) =>
        asked.has(`${line}/${piece}`) ? [{ inspector: name, piece }] : [],
      ),
    );
  }

  /** Asks the thread, which starts with the first question. */
  call<Name extends keyof InspectCalls>(
    name: Name,
    argument: InspectCalls[Name][0],
  ): Promise<InspectCalls[Name][1]> {
    if (!this.thread || this.thread.hasEnded)
      this.thread = new Thread('./inspect-thread', import.meta.url, 'inspectors');
    return this.thread.call(name, argument);
  }

  async close(): Promise<void> {
    await this.thread?.stop();
  }

  private async find(id: string): Promise<InspectorName> {
    const found = (await this.list()).find((inspector) => inspector.id === id);
    if (found) return found;
    throw notFound(`there is no inspector ${id} here; name its file with atelier studio --inspector`);
  }

  private readonly record = (id: string): string => join(this.own, 'changed', `${id}.json`);

  /** What is kept of changes, if their file is still there. */
  private async kept(id: string): Promise<Kept | undefined> {
    const text = await readFile(this.record(id), 'utf8').catch(() => undefined);
    if (text === undefined) return undefined;
    const kept = JSON.parse(text) as Kept;
    const isThere = await access(kept.file).then(
      () => true,
      () => false,
    );
    return isThere ? kept : undefined;
  }

  /** Beside the first file, under a new name; what the page sent has a folder for it. */
  private async newFile(file: string): Promise<string> {
    const folder = dirname(file) === this.own ? join(this.own, 'changed') : dirname(file);
    const names = new Set(await readdir(folder));
    for (let number = 2; ; number++) {
      const name = `${basename(file, '.onnx')}-${number}.onnx`;
      if (!names.has(name)) return join(folder, name);
    }
  }
}
