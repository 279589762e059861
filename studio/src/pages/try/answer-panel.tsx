// What the model says: the likeliest class, whether to trust it, and the probabilities of the classes.
import { useId } from 'react';
import type { ModelFacts } from '../../inference/page-model.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Placement } from '../../ui/placement.tsx';
import { percent } from '../../words/numbers.ts';
import { tryWords } from '../../words/try.ts';
import { rankedClasses, verdictOf, type RankedClass } from './core/answer.ts';
import type { Sketch } from './core/sketches.ts';
import { Familiarity } from './familiarity.tsx';
import { SaveAnswer } from './save-answer.tsx';
import { SketchRow } from './sketch-row.tsx';
import { useTry, useTrySearch } from './use-try.ts';
import styles from './try.module.css';

interface AnswerPanelProps {
  readonly onExplain: (name: string) => void;
  readonly onSketch: (sketch: Sketch) => void;
}

/** Up to so many classes keep their places; of more, the likeliest are shown in their order. */
const fewClasses = 12;
const likeliest = 10;

export function AnswerPanel({ onExplain, onSketch }: AnswerPanelProps) {
  const facts = useTry((state) => state.facts);
  const seen = useTry((state) => state.seen);
  if (!facts || !seen)
    return (
      <Panel title={tryWords.answer}>
        <div className={styles.nothing}>
          <h3>{tryWords.nothing}</h3>
          <p className={styles.quiet}>{tryWords.nothingHint}</p>
          {facts && takesSketches(facts) && <SketchRow onChoose={onSketch} />}
        </div>
      </Panel>
    );
  const ranked = rankedClasses(facts, seen.probabilities);
  const [first] = ranked;
  return (
    <Panel title={tryWords.answer} actions={<SaveAnswer />}>
      <div className={styles.answer} data-at={seen.at}>
        <p className={styles.first}>
          <strong>{first!.name}</strong>
          <span>{percent(first!.probability)}</span>
        </p>
        <Familiarity verdict={verdictOf(facts, seen)} />
        <Spoken facts={facts} />
        <Bars {...{ facts, ranked, onExplain }} />
        <Place />
      </div>
    </Panel>
  );
}

/** Sketches are garments in the classes of Fashion-MNIST. */
const takesSketches = ({ card: { data } }: ModelFacts): boolean =>
  data === 'fashion-mnist' || data === 'sketches';

/** For screen readers, when the picture rests. */
function Spoken({ facts }: { readonly facts: ModelFacts }) {
  const rested = useTry((state) => state.rested);
  const [first] = rested ? rankedClasses(facts, rested.probabilities) : [];
  return (
    <p role="status" className={styles.spoken}>
      {first && `${first.name}, ${percent(first.probability)}`}
    </p>
  );
}

/** Where the model runs. It changes seldom, so it is not drawn again with each answer. */
function Place() {
  const [{ on }, change] = useTrySearch();
  const first = useTry((state) => state.facts?.placement);
  const isLost = useTry((state) => state.seen?.placement.why === 'lost');
  const placement = isLost ? ({ on: 'wasm', why: 'lost' } as const) : first;
  return <Placement placement={placement} wanted={on} onChoose={(wanted) => change({ on: wanted })} />;
}

interface BarsProps extends Pick<AnswerPanelProps, 'onExplain'> {
  readonly facts: ModelFacts;
  readonly ranked: readonly RankedClass[];
}

function Bars({ facts, ranked, onExplain }: BarsProps) {
  const explained = useTry((state) => state.map?.targets[0]); // the class of the map
  const hint = useId();
  const [{ everyClass: isAll = false }, change] = useTrySearch();
  const isMany = ranked.length > fewClasses;
  const inOrder = isMany ? ranked : ranked.toSorted((a, b) => a.index - b.index);
  const shown = isMany && !isAll ? inOrder.slice(0, likeliest) : inOrder;
  return (
    <>
      <ul className={styles.bars} aria-label={tryWords.bars}>
        {shown.map(({ index, name, probability }) => (
          <li key={index}>
            <button
              type="button"
              className={styles.bar}
              data-first={index === ranked[0]!.index}
              aria-pressed={index === explained}
              aria-describedby={hint}
              onClick={() => onExplain(name)}
            >
              <span className={styles.barName}>{name}</span>
              <span className={styles.meter}>
                <span style={{ transform: `scaleX(${probability})` }} />
              </span>
              <span className={styles.share}>{percent(probability)}</span>
            </button>
          </li>
        ))}
      </ul>
      <p id={hint} className={styles.hint}>
        {tryWords.explainHint}
      </p>
      {isMany && (
        <Button look="quiet" onPress={() => change({ everyClass: isAll ? undefined : true })}>
          {isAll ? tryWords.showFew : tryWords.showAll(facts.card.classNames.length)}
        </Button>
      )}
    </>
  );
}
