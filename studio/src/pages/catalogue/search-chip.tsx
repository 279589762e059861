// A part of a search, with the way to take it out.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { IconButton } from '../../ui/button.tsx';
import { catalogueWords } from '../../words/catalogue.ts';
import { keptPicture } from './core/kept-picture.ts';
import styles from './search.module.css';

interface SearchChipProps {
  readonly words: string;
  /** The address of a picture that shows the same. */
  readonly picture?: string;
  readonly onRemove: () => void;
}

export const SearchChip = ({ words, picture, onRemove }: SearchChipProps) => (
  <span className={styles.chip}>
    {picture !== undefined && <img src={picture} alt="" />}
    <span className={styles.words} title={words}>
      {words}
    </span>
    <IconButton icon="close" label={catalogueWords.takeOut(words)} onPress={onRemove} />
  </span>
);

/** The picture that is searched for. */
export function PictureChip({ name, onRemove }: { readonly name: string; readonly onRemove: () => void }) {
  const { data } = useQuery({
    queryKey: ['kept-picture', name],
    queryFn: async () => (await keptPicture(name)) ?? null,
  });
  const address = useMemo(() => (data ? URL.createObjectURL(data) : undefined), [data]);
  useEffect(() => () => (address === undefined ? undefined : URL.revokeObjectURL(address)), [address]);
  return (
    <span className={styles.chip}>
      {address !== undefined && <img src={address} alt={catalogueWords.yourPicture} />}
      <IconButton
        icon="close"
        label={catalogueWords.takeOut(catalogueWords.yourPicture)}
        onPress={onRemove}
      />
    </span>
  );
}
