// What was given to the page and is kept by the studio: how much of the disk it takes, and how to remove it.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { InspectorName } from '../../../../src/server/studio/contract/inspect.ts';
import { Button } from '../../ui/button.tsx';
import { inspectWords } from '../../words/inspect.ts';
import { bytes } from '../../words/numbers.ts';
import { inspectorsQuery, linesQuery, piecesQuery } from './core/queries.ts';
import { removeInspector, removePieces } from './remove-given.ts';
import styles from './inspect.module.css';

export function GivenFiles() {
  const inspectors = useQuery(inspectorsQuery).data ?? [];
  const lines = useQuery(linesQuery).data ?? [];
  const given = inspectors.filter(({ givenBytes }) => givenBytes !== undefined);
  const { pieces = 0, bytes: size = 0 } = lines.find(({ kind }) => kind === 'dropped') ?? {};
  if (given.length === 0 && pieces === 0) return <p className={styles.hint}>{inspectWords.nothingGiven}</p>;
  const all = given.reduce((sum, { givenBytes = 0 }) => sum + givenBytes, size);
  return (
    <>
      <p className={styles.hint}>{inspectWords.givenSize(bytes(all))}</p>
      <ul className={styles.accepted}>
        {given.map((inspector) => (
          <GivenInspector key={inspector.id} inspector={inspector} />
        ))}
        {pieces > 0 && <GivenPictures count={pieces} size={size} />}
      </ul>
    </>
  );
}

function GivenInspector({ inspector }: { readonly inspector: InspectorName }) {
  const cache = useQueryClient();
  const { name, givenBytes = 0 } = inspector;
  return (
    <li>
      {name}, {bytes(givenBytes)}
      <Button
        look="quiet"
        icon="trash"
        aria-label={inspectWords.removeWhat(name)}
        onPress={() => void removeInspector(cache, inspector)}
      >
        {inspectWords.remove}
      </Button>
    </li>
  );
}

function GivenPictures({ count, size }: { readonly count: number; readonly size: number }) {
  const cache = useQueryClient();
  const removeAll = async () => {
    const list = await cache.fetchQuery({ ...piecesQuery('dropped'), staleTime: 0 });
    await removePieces(
      cache,
      list.map(({ piece }) => piece),
    );
  };
  return (
    <li>
      {inspectWords.pictures(count)}, {bytes(size)}
      <Button look="quiet" icon="trash" onPress={() => void removeAll()}>
        {inspectWords.removePictures}
      </Button>
    </li>
  );
}
