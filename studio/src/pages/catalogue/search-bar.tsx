// What is searched for: a picture, items to be like or unlike, a condition.
import { FileTrigger } from 'react-aria-components/FileTrigger';
import type { CatalogueDetail } from '../../../../src/server/studio/contract/catalogue.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Slider } from '../../ui/slider.tsx';
import { catalogueWords } from '../../words/catalogue.ts';
import { count, percent } from '../../words/numbers.ts';
import { pictureAddress } from './core/queries.ts';
import { isSearching, toggled } from './core/search.ts';
import { FilterMenu } from './filter-menu.tsx';
import { SaveList } from './save-list.tsx';
import { SearchChip, PictureChip } from './search-chip.tsx';
import { useCatalogueSearch } from './use-catalogue-search.ts';
import type { ItemList } from './use-item-list.ts';
import { WhereField } from './where-field.tsx';
import styles from './search.module.css';

interface SearchBarProps {
  readonly catalogue: string;
  readonly detail: CatalogueDetail;
  readonly list: ItemList;
  readonly take: (file: File | undefined) => void;
  readonly whereError: string | undefined;
}

export function SearchBar({ catalogue, detail, list, take, whereError }: SearchBarProps) {
  const { search, change } = useCatalogueSearch();
  const isSearch = isSearching(search);
  const isNarrowed = isSearch || search.where !== undefined;
  return (
    <search className={styles.search}>
      <div className={styles.line}>
        <WhereField error={whereError} />
        <FilterMenu facets={detail.facets} />
        <FileTrigger acceptedFileTypes={['image/*']} onSelect={(files) => take(files?.[0])}>
          <Button icon="try">{catalogueWords.searchByPicture}</Button>
        </FileTrigger>
        {!isNarrowed && <span className={styles.hint}>{catalogueWords.pasteHint}</span>}
        <SaveList catalogue={catalogue} list={list} />
      </div>
      {isNarrowed && (
        <div className={styles.line}>
          <Chips catalogue={catalogue} />
          {isSearch && (
            <Slider
              label={catalogueWords.diversity}
              value={search.diverse ?? 0}
              onChange={(diverse) => change({ diverse: diverse || undefined }, { replace: true })}
              {...{ minimum: 0, maximum: 1, step: 0.1, write: (value: number) => percent(value, 0) }}
            />
          )}
          <span className={styles.found} role="status">
            {list.total !== undefined && catalogueWords.found(count(list.total))}
          </span>
          <IconButton
            icon="close"
            label={catalogueWords.clear}
            onPress={() =>
              change({
                where: undefined,
                like: undefined,
                unlike: undefined,
                picture: undefined,
                diverse: undefined,
              })
            }
          />
        </div>
      )}
    </search>
  );
}

function Chips({ catalogue }: { readonly catalogue: string }) {
  const { search, change } = useCatalogueSearch();
  const { picture, like = [], unlike = [] } = search;
  return (
    <>
      {picture !== undefined && (
        <PictureChip name={picture} onRemove={() => change({ picture: undefined })} />
      )}
      {like.map((key) => (
        <SearchChip
          key={key}
          words={catalogueWords.like(key)}
          picture={pictureAddress(catalogue, key, 160)}
          onRemove={() => change({ like: toggled(like, key) })}
        />
      ))}
      {unlike.map((key) => (
        <SearchChip
          key={key}
          words={catalogueWords.unlike(key)}
          picture={pictureAddress(catalogue, key, 160)}
          onRemove={() => change({ unlike: toggled(unlike, key) })}
        />
      ))}
    </>
  );
}
