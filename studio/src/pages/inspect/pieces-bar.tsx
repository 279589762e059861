// Which pieces are shown, in which order, and whether with heat maps.
import { SaveCsv } from '../../ui/save-csv.tsx';
import { Select } from '../../ui/select.tsx';
import { Toggle } from '../../ui/toggle.tsx';
import { inspectWords } from '../../words/inspect.ts';
import { orders, shownKinds, type Order, type ShownKind } from './core/search.ts';
import { piecesCsv } from './core/tables.ts';
import type { Inspection } from './use-inspection.ts';
import styles from './inspect.module.css';

export function PiecesBar({ inspection }: { readonly inspection: Inspection }) {
  const { search, change, inspector, shown } = inspection;
  const { show = 'all', order = 'line', plain = false } = search;
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
        <SaveCsv
          name="verdicts"
          label={inspectWords.saveTable}
          csv={() => piecesCsv(shown, inspectWords.verdicts)}
        />
      </span>
    </div>
  );
}
