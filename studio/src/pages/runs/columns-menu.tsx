// Which columns the table shows.
import { Menu } from '../../ui/menu.tsx';
import { runsWords } from '../../words/runs.ts';
import { columnName } from './column-name.ts';
import { listText } from './core/search.ts';
import type { RunsView } from './use-runs-view.ts';

export const ColumnsMenu = ({ view: { columns, visible, change } }: { readonly view: RunsView }) => (
  <Menu
    label={runsWords.chooseColumns}
    icon="columns"
    entries={columns.filter(({ id }) => id !== 'name').map(({ id }) => ({ id, name: columnName(id) }))}
    choose="many"
    chosen={visible}
    onChoose={(ids) =>
      change({ columns: listText(columns.map(({ id }) => id).filter((id) => ids.includes(id))) })
    }
  >
    {runsWords.chooseColumns}
  </Menu>
);
