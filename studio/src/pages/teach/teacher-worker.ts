// The worker that learns: it computes the features of pictures once, keeps them on the disk, and fits the
// head.
import { serve } from '../../inference/calls.ts';
import { hardwareOf } from '../../inference/hardware.ts';
import type { Placement, WantedPlace } from '../../inference/placement.ts';
import { rasterOfFile } from '../../inference/picture.ts';
import type { FoldStep } from '../../../../src/training/fit-head.ts';
import { FeatureRows } from './core/feature-rows.ts';
import { Teacher, type Task, type Taught } from './core/teacher.ts';
import { openFile } from './opfs.ts';

const hardware = hardwareOf(Number(self.name) || 1);

/** A picture whose features are wanted. */
export interface SeenPicture {
  readonly id: number;
  readonly blob: Blob;
}

/** Told while the head is fitted, beside the answers of calls. */
export interface StepMessage {
  readonly step: FoldStep;
}

let teacher: Teacher;
let rows: FeatureRows;

const functions = {
  /** Opens the network and what it has seen so far; returns where it looks at pictures. */
  async open(bytes: Uint8Array, file: string, on?: WantedPlace): Promise<Placement> {
    teacher = await Teacher.open(bytes, file, hardware, on);
    rows = new FeatureRows(await openFile(`features-${teacher.sha256.slice(0, 16)}`), teacher.width);
    return teacher.placement;
  },
  /** Where it looks at pictures by now. */
  placement: (): Placement => teacher.placement,
  /** The pictures whose features are not known. */
  unseen: (ids: readonly number[]): number[] => ids.filter((id) => !rows.has(id)),
  /** Computes the features of a few pictures; returns those that the browser can't read. */
  async see(pictures: readonly SeenPicture[]): Promise<number[]> {
    const fitted = await Promise.all(
      pictures.map(async ({ id, blob }) => ({ id, pixels: await pixelsOf(blob) })),
    );
    const readable = fitted.flatMap(({ id, pixels }) => (pixels ? [{ id, pixels }] : []));
    if (readable.length > 0) {
      const values = await teacher.rows(joined(readable.map(({ pixels }) => pixels)));
      readable.forEach(({ id }, i) =>
        rows.add(id, values.subarray(i * teacher.width, (i + 1) * teacher.width)),
      );
      rows.flush();
    }
    return fitted.flatMap(({ id, pixels }) => (pixels ? [] : [id]));
  },
  teach: (task: Task): Promise<Taught> =>
    teacher.teach(
      task,
      (ids) => rows.rows(ids),
      (step) => self.postMessage({ step } satisfies StepMessage),
    ),
};

export type TeacherFunctions = typeof functions;

async function pixelsOf(blob: Blob): Promise<Uint8Array | undefined> {
  const raster = await rasterOfFile(blob).catch(() => undefined);
  return raster && teacher.fit(raster);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

serve(self as unknown as Parameters<typeof serve>[0], functions);
