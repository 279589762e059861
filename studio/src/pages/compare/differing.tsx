// The pictures that only one of two models recognises, with what each of them says.
import { getRouteApi } from '@tanstack/react-router';
import type { CSSProperties } from 'react';
import type { Comparison } from '../../../../src/server/studio/contract/comparisons.ts';
import { apiPath } from '../../core/api.ts';
import { copyText } from '../../core/copy.ts';
import { Button } from '../../ui/button.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { compareWords } from '../../words/compare.ts';
import { count, percent } from '../../words/numbers.ts';
import { picturesOf, type PlacedPicture } from './core/verdict.ts';
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
    content: <Pictures comparison={comparison} right={right} indices={indices} />,
  });
  return (
    <section aria-label={compareWords.differing} className={styles.differing}>
      <h3>{compareWords.differing}</h3>
      <Tabs
        label={compareWords.differing}
        chosen={only}
        onChoose={(next) =>
          void navigate({
            search: (old) => ({ ...old, only: next }),
            replace: true,
            resetScroll: false,
          })
        }
        tabs={[tab('a', names[0], onlyA), tab('b', names[1], onlyB)]}
      />
    </section>
  );
}

interface PicturesProps {
  readonly comparison: Comparison;
  readonly right: 'a' | 'b';
  /** Of all of them; the sheet may have fewer. */
  readonly indices: readonly number[];
}

function Pictures({ comparison, right, indices }: PicturesProps) {
  if (indices.length === 0) return <p className={styles.quiet}>{compareWords.none}</p>;
  const pictures = picturesOf(comparison.sheet, right);
  const fileOf = new Map(pictures.map(({ index, file }) => [index, file]));
  const copy = () => void copyText(indices.map((index) => fileOf.get(index) ?? String(index)).join('\n'));
  return (
    <>
      <div className={styles.above}>
        {pictures.length < indices.length && (
          <span className={styles.quiet}>
            {compareWords.shown(count(pictures.length), count(indices.length))}
          </span>
        )}
        <Button icon="copy" onPress={copy}>
          {compareWords.copyList}
        </Button>
      </div>
      <ul className={styles.pictures}>
        {pictures.map((picture) => (
          <Tile key={picture.index} picture={picture} comparison={comparison} />
        ))}
      </ul>
    </>
  );
}

function Tile({ picture, comparison }: { readonly picture: PlacedPicture; readonly comparison: Comparison }) {
  const { index, label, file, certainty } = picture;
  const { classNames } = comparison;
  const title = file ?? compareWords.picture(count(index));
  const says = (letter: 'A' | 'B', said: number, share: number) => (
    <span className={said === label ? styles.right : styles.wrong}>
      {compareWords.says(letter, classNames[said]!, percent(share, 0))}
    </span>
  );
  return (
    <li className={styles.tile} title={title}>
      <div className={styles.picture} role="img" aria-label={title} style={cutOut(comparison, picture)} />
      <b>{classNames[label]}</b>
      {says('A', picture.a, certainty[0])}
      {says('B', picture.b, certainty[1])}
    </li>
  );
}

/** The part of the sheet with one picture, as wide as its place. */
function cutOut({ id, sheet }: Comparison, { column, row }: PlacedPicture): CSSProperties {
  const { columns, width, height, pictures } = sheet;
  const rows = Math.ceil(pictures.length / columns);
  const share = (place: number, places: number) => (places > 1 ? (100 * place) / (places - 1) : 0);
  return {
    aspectRatio: `${width} / ${height}`,
    backgroundImage: `url("/api/${apiPath('compare', id, 'pictures')}")`,
    backgroundSize: `${100 * columns}% ${100 * rows}%`,
    backgroundPosition: `${share(column, columns)}% ${share(row, rows)}%`,
  };
}
