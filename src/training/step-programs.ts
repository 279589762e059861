// The programs of a training step, one for each batch size, because shapes in a training graph are fixed.
import type { PreparedProgram } from '../engine/runtime/compile.ts';
import type { Program } from '../engine/runtime/program.ts';

/** A program for a batch size; the open one, if it is open. */
interface Entry<Prepared> {
  readonly prepared: Prepared;
  program: Promise<Program> | undefined;
}

/**
 * Opens programs when they are needed. Large ones are not open side by side: the last batch of an epoch,
 * which is smaller, would need as much memory again.
 */
export class StepPrograms<Prepared extends PreparedProgram> {
  private readonly prepare: (batchSize: number) => Promise<Prepared>;
  private readonly entries = new Map<number, Promise<Entry<Prepared>>>();

  /** @param prepare makes the program for a batch size; called once for each */
  constructor(prepare: (batchSize: number) => Promise<Prepared>) {
    this.prepare = prepare;
  }

  /** The open program for a batch size, and what it was opened from. */
  async open(batchSize: number): Promise<{ program: Program; prepared: Prepared }> {
    const made = this.entries.get(batchSize) ?? this.make(batchSize);
    this.entries.set(batchSize, made);
    const entry = await made;
    if (entry.prepared.isLarge) await this.close((other) => other !== entry);
    entry.program ??= entry.prepared.open();
    return { program: await entry.program, prepared: entry.prepared };
  }

  async dispose(): Promise<void> {
    await this.close(() => true);
    this.entries.clear();
  }

  private async make(batchSize: number): Promise<Entry<Prepared>> {
    return { prepared: await this.prepare(batchSize), program: undefined };
  }

  private async close(isMeant: (entry: Entry<Prepared>) => boolean): Promise<void> {
    for (const entry of await Promise.all(this.entries.values())) {
      if (!entry.program || !isMeant(entry)) continue;
      const { program } = entry;
      entry.program = undefined;
      await (await program).dispose();
    }
  }
}
