// The pictures that only one of two models recognises, by which of them does.
import { getRouteApi } from '@tanstack/react-router';
import type { Comparison } from '../../../../src/server/studio/contract/comparisons.ts';
import { Tabs } from '../../ui/tabs.tsx';
import { compareWords } from '../../words/compare.ts';
import { count } from '../../words/numbers.ts';
import { readCompareSearch } from './core/search.ts';
import { DifferingPictures } from './differing-pictures.tsx';
import styles from './differing.module.css';

const route = getRouteApi('/compare');

interface DifferingProps {
  readonly comparison: Comparison;
  readonly names: readonly [string, string];
}

export function Differing({ comparison, names }: DifferingProps) {
  const { only = 'a' } = route.useSearch();
  const navigate = route.useNavigate();
  const { onlyA, onlyB } = comparison.differing;
  const tab = (right: 'a' | 'b', name: string, indices: readonly number[]) => ({
    id: right,
    name: compareWords.onlyRight(name, count(indices.length)),
    content: <DifferingPictures comparison={comparison} right={right} indices={indices} />,
  });
  const open = (next: 'a' | 'b') =>
    void navigate({
      search: (old) => readCompareSearch({ ...old, only: next, picture: undefined }),
      ...{ replace: true, resetScroll: false },
    });
  return (
    <section aria-label={compareWords.differing} className={styles.differing}>
      <h3>{compareWords.differing}</h3>
      <Tabs
        label={compareWords.differing}
        chosen={only}
        onChoose={open}
        tabs={[tab('a', names[0], onlyA), tab('b', names[1], onlyB)]}
      />
    </section>
  );
}
