// Which pieces are shown, in which order, and whether with heat maps.
import { downloadCsv } from '../../core/download.ts';
import { toCsv } from '../../core/csv.ts';
import { IconButton } from '../../ui/button.tsx';
import { Select } from '../../ui/select.tsx';
import { Toggle } from '../../ui/toggle.tsx';
import { inspectWords } from '../../words/inspect.ts';
import { orders, shownKinds, type Order, type ShownKind } from './core/search.ts';
import type { Inspection } from './use-inspection.ts';
import styles from './inspect.module.css';

export function PiecesBar({ inspection }: { readonly inspection: Inspection }) {
  const { search, change, inspector, pieces } = inspection;
  const { show = 'all', order = 'line', plain = false } = search;
  const save = () =>
    downloadCsv(
      'verdicts',
      toCsv(
        inspectWords.columns,
        pieces.map(({ piece, score, verdict, error }) => [
          ...[piece, score, inspectWords.verdicts[verdict], error],
        ]),
      ),
    );
  return (
    <div className={styles.bar}>
      <Select
        isBare
        label={inspectWords.show}
        choices={shownKinds.map((id) => ({ id, name: inspectWords.shown[id] }))}
        chosen={show}
        onChoose={(id) => change({ show: id === 'all' ? undefined : (id as ShownKind) })}
      />
      <Select
        isBare
        label={inspectWords.order}
        choices={orders.map((id) => ({ id, name: inspectWords.orders[id] }))}
        chosen={order}
        onChoose={(id) => change({ order: id === 'line' ? undefined : (id as Order) })}
      />
      {inspector.card.placeThreshold !== undefined && (
        <Toggle
          label={inspectWords.heat}
          isOn={!plain}
          onChange={(isOn) => change({ plain: isOn ? undefined : true })}
        />
      )}
      <span className={styles.end}>
        <IconButton icon="save" label={inspectWords.saveTable} onPress={save} />
      </span>
    </div>
  );
}
