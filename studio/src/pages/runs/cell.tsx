// What a cell of the table shows.
import { Link } from '@tanstack/react-router';
import type { RunSummary } from '../../../../src/server/studio/contract/runs.ts';
import { Sparkline } from '../../runs/sparkline.tsx';
import { Status } from '../../runs/status.tsx';
import { Time } from '../../ui/time.tsx';
import { duration, number, percent, short } from '../../words/numbers.ts';
import { settingName } from './core/columns.ts';
import { NoteCell, TagsCell } from './editable-cells.tsx';

const numeric = new Set(['accuracy', 'loss', 'epochs', 'time', 'parameters', 'modified']);

/** Whether a column is of numbers: they stand at the right, and sort from high to low first. */
export const isNumeric = (id: string): boolean => numeric.has(id);

export function Cell({ id, run }: { readonly id: string; readonly run: RunSummary }) {
  switch (id) {
    case 'name':
      return (
        <Link to="/runs/$id" params={{ id: run.id }} title={run.folder}>
          {run.name}
        </Link>
      );
    case 'status':
      return <Status status={run.status} />;
    case 'spark':
      return <Sparkline values={run.spark} />;
    case 'accuracy':
      return percent(run.bestAccuracy, 2);
    case 'loss':
      return number(run.bestLoss);
    case 'epochs':
      return run.epochs === undefined || run.epochs === run.epochsDone
        ? number(run.epochsDone)
        : `${number(run.epochsDone)} / ${number(run.epochs)}`;
    case 'time':
      return duration(run.seconds);
    case 'parameters':
      return run.parameters === undefined ? '–' : short(run.parameters);
    case 'data':
      return run.data;
    case 'architecture':
      return run.architecture;
    case 'tags':
      return <TagsCell run={run} />;
    case 'note':
      return <NoteCell run={run} />;
    case 'modified':
      return <Time at={run.modified} />;
    default:
      return setting(run.config[settingName(id) ?? '']);
  }
}

const setting = (value: RunSummary['config'][string] | undefined): string => String(value ?? '–');
