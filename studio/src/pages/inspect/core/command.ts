// What the page shows as a command.
import type { InspectorDetail, PieceLine } from '../../../../../src/server/studio/contract/inspect.ts';
import { shellLine } from '../../../../../src/shell-words.ts';
import type { InspectView } from './search.ts';

interface Shown {
  readonly inspector: Pick<InspectorDetail, 'file' | 'changedFile'>;
  readonly line: Pick<PieceLine, 'folder' | 'kind'>;
  readonly view: InspectView;
  /** The rate of false alarms, if it is not the inspector's own. */
  readonly alarms?: number | undefined;
}

export function commandOf({ inspector, line, view, alarms }: Shown): string {
  const file = inspector.changedFile ?? inspector.file;
  const moved =
    alarms === undefined ? [] : [shellLine(['inspect', 'threshold', file, '--false-alarms', String(alarms)])];
  if (view === 'inspector') return moved[0] ?? shellLine(['inspect', 'threshold', file]);
  const act = view === 'figures' && line.kind === 'tests' ? 'evaluate' : 'check';
  return [...moved, shellLine(['inspect', act, file, line.folder])].join('\n');
}
