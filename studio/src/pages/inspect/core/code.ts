// What the page judges as TypeScript, for a program of one's own.
import type { InspectorDetail, PieceLine } from '../../../../../src/server/studio/contract/inspect.ts';

interface Judging {
  readonly inspector: Pick<InspectorDetail, 'file' | 'changedFile'>;
  readonly line: Pick<PieceLine, 'folder' | 'kind'>;
  /** The rate of false alarms, if it is not the inspector's own. */
  readonly alarms?: number | undefined;
}

/** The program that judges the same pieces at the same threshold. */
export function codeOf({ inspector, line, alarms }: Judging): string {
  const file = JSON.stringify(inspector.changedFile ?? inspector.file);
  const folder = line.kind === 'tests' ? `${line.folder.replace(/[/\\]$/, '')}/test` : line.folder;
  const threshold =
    alarms === undefined
      ? 'inspector.card'
      : `inspectionThreshold(inspector.card.heldBack.scores, ${alarms})`;
  return `import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ${alarms === undefined ? '' : 'inspectionThreshold, '}openInspector } from 'atelier';
import { readImage } from 'atelier/node';

const inspector = await openInspector(await readFile(${file}));
const { threshold } = ${threshold};
const folder = ${JSON.stringify(folder)};
const files = await readdir(folder, { recursive: true });
for (const name of files.filter((name) => /\\.(png|jpe?g|webp|gif|tiff?|avif|bmp)$/i.test(name)).sort()) {
  const target = { ...inspector.card.input, fit: 'stretch', invert: 'never' } as const;
  const { scores } = await inspector.inspect(await readImage(join(folder, name), target));
  console.log(name, scores[0], scores[0]! > threshold ? 'defective' : 'good');
}
await inspector.dispose();
`;
}
