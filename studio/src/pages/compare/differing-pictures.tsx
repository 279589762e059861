// A grid of pictures on which two models differ, with their names to copy. The open one stands above, large.
import { getRouteApi } from '@tanstack/react-router';
import type { Comparison } from '../../../../src/server/studio/contract/comparisons.ts';
import { partsOfSheet } from '../../core/picture-sheet.ts';
import { copyText } from '../../core/copy.ts';
import { Button } from '../../ui/button.tsx';
import { SavePictures } from '../../ui/save-pictures.tsx';
import { SheetPicture } from '../../ui/sheet-picture.tsx';
import { TileGrid, type TilePlace } from '../../ui/tile-grid.tsx';
import { commonWords } from '../../words/common.ts';
import { compareWords } from '../../words/compare.ts';
import { count, percent } from '../../words/numbers.ts';
import { sheetOf } from './core/sheet.ts';
import { differingCsv } from './core/tables.ts';
import { picturesOf, type PlacedPicture } from './core/verdict.ts';
import styles from './differing.module.css';

const route = getRouteApi('/compare');
/** The least width of a tile, and the height of the three lines below its picture. */
const [least, caption] = [112, 62];

interface DifferingPicturesProps {
  readonly comparison: Comparison;
  readonly right: 'a' | 'b';
  /** Of all of them; the sheet may have fewer. */
  readonly indices: readonly number[];
}

export function DifferingPictures({ comparison, right, indices }: DifferingPicturesProps) {
  const { picture: open } = route.useSearch();
  const navigate = route.useNavigate();
  if (indices.length === 0) return <p className={styles.quiet}>{compareWords.none}</p>;
  const pictures = picturesOf(comparison.sheet, right);
  const fileOf = new Map(pictures.map(({ index, file }) => [index, file]));
  const copy = () => void copyText(indices.map((index) => fileOf.get(index) ?? String(index)).join('\n'));
  const opened = pictures.find(({ index }) => index === open);
  const show = (place: number) =>
    void navigate({
      search: (old) => ({ ...old, picture: pictures[place]!.index }),
      ...{ replace: true, resetScroll: false },
    });
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
        <SavePictures
          name={`only-${right}-right`}
          label={commonWords.savePictures}
          total={pictures.length}
          picture={() =>
            partsOfSheet(
              sheetOf(comparison),
              pictures.map(({ place }) => place),
            )
          }
          csv={() => differingCsv(comparison, right)}
        />
      </div>
      {opened && <Opened picture={opened} comparison={comparison} />}
      <div className={styles.grid}>
        <TileGrid
          {...{ label: compareWords.differing, total: pictures.length, least, caption }}
          onMove={(place) => open !== undefined && show(place)}
          tile={(at) => (
            <Tile
              {...at}
              picture={pictures[at.place]!}
              comparison={comparison}
              isOpen={pictures[at.place]!.index === open}
              onOpen={() => show(at.place)}
            />
          )}
        />
      </div>
    </>
  );
}

interface PictureProps {
  readonly picture: PlacedPicture;
  readonly comparison: Comparison;
}

interface TileProps extends PictureProps, TilePlace {
  readonly isOpen: boolean;
  readonly onOpen: () => void;
}

function Tile({ place, edge, isTabbed, isOpen, onOpen, ...shown }: TileProps) {
  return (
    <button
      type="button"
      className={styles.tile}
      data-place={place}
      tabIndex={isTabbed ? 0 : -1}
      aria-pressed={isOpen}
      title={titleOf(shown.picture)}
      onClick={onOpen}
    >
      <span className={styles.picture} style={{ height: edge }}>
        <Cut {...shown} />
      </span>
      <Says {...shown} />
    </button>
  );
}

const Opened = (shown: PictureProps) => (
  <figure className={styles.opened}>
    <div className={styles.large}>
      <Cut {...shown} />
    </div>
    <figcaption>
      <code>{titleOf(shown.picture)}</code>
      <Says {...shown} />
    </figcaption>
  </figure>
);

const titleOf = ({ file, index }: PlacedPicture): string => file ?? compareWords.picture(count(index));

const Cut = ({ picture, comparison }: PictureProps) => (
  <SheetPicture sheet={sheetOf(comparison)} place={picture.place} label={titleOf(picture)} />
);

/** The true class, and what each model says. */
function Says({ picture: { label, a, b, certainty }, comparison: { classNames } }: PictureProps) {
  const says = (letter: 'A' | 'B', said: number, share: number) => (
    <span className={said === label ? styles.right : styles.wrong}>
      {compareWords.says(letter, classNames[said]!, percent(share, 0))}
    </span>
  );
  return (
    <>
      <b>{classNames[label]}</b>
      {says('A', a, certainty[0])}
      {says('B', b, certainty[1])}
    </>
  );
}
