// Whether the difference of two runs is real: both models on the same pictures.
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { Comparison } from '../../../../src/server/studio/contract/comparisons.ts';
import type { RunDetail } from '../../../../src/server/studio/contract/runs.ts';
import { comparisonQuery } from '../../core/queries.ts';
import { curveColour } from '../../ui/curve-colour.ts';
import { Failure } from '../../ui/panel.tsx';
import { Select } from '../../ui/select.tsx';
import { compareWords } from '../../words/compare.ts';
import { count, pValue, points } from '../../words/numbers.ts';
import { Differing } from './differing.tsx';
import { Measures } from './measures.tsx';
import { hasModel, pairOf, versionOf, type Sides } from './core/pair.ts';
import { verdictOf } from './core/verdict.ts';
import { comparedSplits, type CompareSearch, type ComparedSplit } from './core/search.ts';
import styles from './compare.module.css';

const route = getRouteApi('/compare');

export function PairedTest({ runs }: { readonly runs: readonly RunDetail[] }) {
  const { pair: wanted } = route.useSearch();
  const pair = pairOf(runs, wanted);
  const without = runs.filter((run) => !hasModel(run)).map(({ name }) => name);
  if (!pair) return <p className={styles.hint}>{compareWords.noModel(without.join(', '))}</p>;
  return (
    <>
      <Choices runs={runs.filter(hasModel)} pair={pair} />
      <Test pair={pair} sides={[sideOf(runs, pair[0]), sideOf(runs, pair[1])]} />
    </>
  );
}

/** A run has the same colour everywhere on the page. */
const sideOf = (runs: readonly RunDetail[], run: RunDetail) => ({
  name: run.name,
  colour: curveColour(runs.indexOf(run)),
});

interface PairProps {
  readonly pair: readonly [RunDetail, RunDetail];
}

/** Which two runs, if there are more, and on which pictures. */
function Choices({ runs, pair }: PairProps & { readonly runs: readonly RunDetail[] }) {
  const { split = 'validation' } = route.useSearch();
  const navigate = route.useNavigate();
  const choices = runs.map(({ id, name }) => ({ id, name }));
  const [a, b] = pair.map(({ id }) => id) as [string, string];
  const change = (search: CompareSearch) =>
    void navigate({ search: (old) => ({ ...old, ...search }), replace: true, resetScroll: false });
  const choose = (ids: readonly string[]) => change({ pair: ids.join() });
  return (
    <div className={styles.choices}>
      {runs.length > 2 && (
        <>
          <Select
            label={compareWords.first}
            choices={choices}
            chosen={a}
            onChoose={(id) => choose([id, id === b ? a : b])}
          />
          <Select
            label={compareWords.second}
            choices={choices}
            chosen={b}
            onChoose={(id) => choose([id === a ? b : a, id])}
          />
        </>
      )}
      <Select
        label={compareWords.pictures}
        choices={comparedSplits.map((id) => ({ id, name: compareWords.splits[id] }))}
        chosen={split}
        onChoose={(id) => change({ split: id as ComparedSplit })}
      />
    </div>
  );
}

function Test({ pair, sides }: PairProps & { readonly sides: Sides }) {
  const { split = 'validation' } = route.useSearch();
  const [a, b] = pair;
  const compared = { a: a.id, b: b.id, split, version: versionOf(pair) };
  const { data, error, refetch } = useQuery(comparisonQuery(compared));
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (!data)
    return (
      <p className={styles.hint} role="status">
        {compareWords.testing}
      </p>
    );
  return (
    <>
      <Verdict comparison={data} pair={pair} />
      <Measures comparison={data} sides={sides} />
      <Differing comparison={data} names={[a.name, b.name]} />
    </>
  );
}

function Verdict({ comparison, pair }: PairProps & { readonly comparison: Comparison }) {
  const { difference, mcnemarP, data, split, count: pictures, notices } = comparison;
  const verdict = verdictOf(comparison);
  const { value, interval } = difference.accuracy;
  const size = points(Math.abs(value), false);
  const [low, high] = interval.map((end) => points(end));
  const words = {
    ...{ undecided: compareWords.undecided, alike: compareWords.alike },
    ...{ a: compareWords.better(pair[0].name, size), b: compareWords.better(pair[1].name, size) },
  };
  return (
    <div className={styles.verdict}>
      <p className={styles.sentence}>{words[verdict]}</p>
      <p>{compareWords.certainty(compareWords.range(low!, high!), pValue(mcnemarP))}</p>
      <p className={styles.hint}>
        {compareWords.tested(count(pictures), split, data)} {compareWords.caution}
      </p>
      {notices.map((notice) => (
        <p key={notice} className={styles.notice}>
          {notice}.
        </p>
      ))}
    </div>
  );
}
