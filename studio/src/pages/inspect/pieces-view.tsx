// The pieces of a line: what is shown and in which order above, the pictures below, the open piece beside.
import { EmptyState } from '../../ui/empty-state.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Failure, Panel } from '../../ui/panel.tsx';
import { TileGrid } from '../../ui/tile-grid.tsx';
import { inspectWords } from '../../words/inspect.ts';
import { Drift } from './drift.tsx';
import { PiecePanel } from './piece-panel.tsx';
import { PieceTile } from './piece-tile.tsx';
import { PiecesBar } from './pieces-bar.tsx';
import type { Inspection } from './use-inspection.ts';
import page from '../../ui/full-page.module.css';

export function PiecesView({ inspection }: { readonly inspection: Inspection }) {
  const { pieces, error, isPending, retry, search } = inspection;
  const open = pieces.find(({ piece }) => piece === search.piece);
  if (error)
    return (
      <div className={page.pane}>
        <Failure error={error} retry={retry} />
      </div>
    );
  if (isPending) return <Loading />;
  if (pieces.length === 0)
    return <EmptyState icon="inspect" title={inspectWords.noPiecesTitle} hint={inspectWords.noPiecesHint} />;
  return (
    <>
      <PiecesBar inspection={inspection} />
      <Drift inspection={inspection} />
      <div className={page.split}>
        <div className={page.main}>
          <Grid inspection={inspection} />
        </div>
        {open && <PiecePanel key={open.piece} inspection={inspection} piece={open} />}
      </div>
    </>
  );
}

function Grid({ inspection }: { readonly inspection: Inspection }) {
  const { shown, search, change } = inspection;
  if (shown.length === 0)
    return <EmptyState icon="search" title={inspectWords.noneShown} hint={inspectWords.noneShownHint} />;
  const open = (place: number) =>
    change({ piece: shown[place]!.piece }, { replace: search.piece !== undefined });
  return (
    <Panel>
      <TileGrid
        {...{ label: inspectWords.gridLabel, total: shown.length, least: 150, caption: 44 }}
        onMove={(place) => search.piece !== undefined && open(place)}
        tile={({ place, ...rest }) => (
          <PieceTile {...{ inspection, place, ...rest }} piece={shown[place]!} onOpen={() => open(place)} />
        )}
      />
    </Panel>
  );
}
