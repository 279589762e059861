// Which pieces are shown, in which order, and whether with heat maps.
import { sheetOfFiles } from '../../core/picture-sheet.ts';
import { SavePictures } from '../../ui/save-pictures.tsx';
import { Select } from '../../ui/select.tsx';
import { Toggle } from '../../ui/toggle.tsx';
import { inspectWords } from '../../words/inspect.ts';
import { orders, shownKinds, type Order, type ShownKind } from './core/search.ts';
import { picturePath } from './core/queries.ts';
import { piecesCsv } from './core/tables.ts';
import type { Inspection } from './use-inspection.ts';
import styles from './inspect.module.css';

/** The longer side of a saved piece, in pixels. */
const pieceEdge = 200;

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
        <SavePictures
          name="verdicts"
          label={inspectWords.savePieces}
          total={shown.length}
          picture={() =>
            sheetOfFiles(
              shown.map(({ piece }) => picturePath({ line: inspection.line.id, piece }, pieceEdge)),
            )
          }
          csv={() => piecesCsv(shown, inspectWords.verdicts)}
        />
      </span>
    </div>
  );
}
