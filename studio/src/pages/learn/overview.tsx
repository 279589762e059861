// The whole network at once: every map as a tile, the lines that the chosen one is computed from, and the
// prediction. In the chapter of the gradient it shows the gradients instead.
import { useMemo, type KeyboardEvent } from 'react';
import { useChosenInView } from '../../ui/use-chosen-in-view.ts';
import { useTheme } from '../../ui/use-theme.ts';
import { learnWords } from '../../words/learn.ts';
import { ClassRows } from './class-rows.tsx';
import { largest, planeOf } from './core/arithmetic.ts';
import { paintPicture, paintSigned } from './core/colours.ts';
import { layoutOf, tileBeside, type Column, type Layout } from './core/overview-layout.ts';
import { searchFor } from './core/place.ts';
import { useLearn } from './learn-context.ts';
import { Pixels } from './map.tsx';
import { OverviewLines } from './overview-lines.tsx';
import styles from './overview.module.css';

export function Overview() {
  const { store, place, go } = useLearn();
  const { stages } = store.walk;
  const layout = useMemo(() => layoutOf(stages), [stages]);
  const scroller = useChosenInView<HTMLDivElement>(place.stage);
  const isBackward = place.chapter === 'gradient';
  const choose = (stage: string, map: number) => {
    const found = stages.find(({ id }) => id === stage)!;
    const keeps = isBackward && found.shape.length === 3;
    go(searchFor(found, found.shape.length === 3 ? map : 0, keeps ? 'gradient' : undefined));
  };
  const press = (event: KeyboardEvent<HTMLDivElement>) => {
    const [stage, map] = tileOf(event.target);
    const beside = stage !== undefined && tileBeside(layout, [stage, map], event.key);
    if (!beside) return;
    event.preventDefault();
    const name = CSS.escape(`${beside[0]}:${beside[1]}`);
    scroller.current?.querySelector<HTMLElement>(`[data-tile="${name}"]`)?.focus();
  };
  return (
    <section className={styles.overview} aria-label={learnWords.name}>
      <div ref={scroller} className={styles.scroller}>
        <div
          role="toolbar"
          aria-label={isBackward ? learnWords.overviewOfGradients : learnWords.overview}
          className={styles.plane}
          style={{ width: layout.width, height: layout.height + 40 }}
          onKeyDown={press}
        >
          <OverviewLines layout={layout} isBackward={isBackward} />
          {layout.columns.map((column) => (
            <ColumnTiles key={column.stage.id} column={column} layout={layout} choose={choose} />
          ))}
        </div>
      </div>
      <ClassRows />
    </section>
  );
}

function tileOf(target: EventTarget): [string | undefined, number] {
  const name = target instanceof HTMLElement ? target.dataset['tile'] : undefined;
  const at = name?.lastIndexOf(':') ?? -1;
  return at < 0 ? [undefined, 0] : [name!.slice(0, at), Number(name!.slice(at + 1))];
}

interface ColumnTilesProps {
  readonly column: Column;
  readonly layout: Layout;
  readonly choose: (stage: string, map: number) => void;
}

function ColumnTiles({ column: { stage, x, width, tiles, left }, choose }: ColumnTilesProps) {
  const { reading, question, store, place } = useLearn();
  const theme = useTheme();
  const isBackward = place.chapter === 'gradient';
  const isChosen = stage.id === place.stage.id;
  const values = (isBackward ? reading.gradients : reading.values)[stage.id]!;
  const scale = useMemo(() => largest(values), [values]);
  const [, height = stage.shape[0]!, wide = 1] = stage.shape;
  const paint = (map: number) =>
    stage.kind === 'picture' && !isBackward
      ? paintPicture(question.pixels, store.walk.card.input.channels)
      : paintSigned(
          stage.shape.length === 3 ? planeOf(values, stage.shape, map).values : values,
          scale,
          theme,
        );
  const name = learnWords.types[stage.type] ?? stage.type;
  // Tab stops once in the overview: at the chosen tile, or at the picture.
  const stop = place.stage.shape.length === 3 ? `${place.stage.id}:${place.map}` : 'picture:0';
  return (
    <div role="group" aria-label={`${name} ${learnWords.shape(stage.shape)}`}>
      {tiles.map(({ map, ...box }) => {
        const tile = `${stage.id}:${map}`;
        const isHere = isChosen && (map === place.map || stage.shape.length !== 3);
        return (
          <button
            key={map}
            type="button"
            data-tile={tile}
            tabIndex={tile === stop ? 0 : -1}
            aria-label={learnWords.tile(name, map)}
            aria-current={isHere || undefined}
            className={styles.tile}
            style={{ left: box.x, top: box.y, width: box.width, height: box.height }}
            onClick={() => choose(stage.id, map)}
          >
            <Pixels pixels={paint(map)} height={height} width={wide} />
          </button>
        );
      })}
      <p
        className={`${styles.name} ${isChosen ? styles.here : ''}`}
        style={{ left: x - 15, width: width + 30 }}
      >
        {name}
        <span>{left > 0 ? learnWords.more(left) : learnWords.shape(stage.shape)}</span>
      </p>
    </div>
  );
}
