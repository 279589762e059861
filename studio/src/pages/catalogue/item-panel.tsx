// One item: its picture, what is known of it, what the model says, and similar ones.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import type { CatalogueDetail, CatalogueName } from '../../../../src/server/studio/contract/catalogue.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Failure, Panel } from '../../ui/panel.tsx';
import { useActions } from '../../ui/use-actions.ts';
import { catalogueWords } from '../../words/catalogue.ts';
import { itemQuery } from './core/queries.ts';
import { toggled } from './core/search.ts';
import { ItemFacts } from './item-facts.tsx';
import { Picture } from './picture.tsx';
import { Similar } from './similar.tsx';
import { useCatalogueSearch } from './use-catalogue-search.ts';
import page from '../../ui/full-page.module.css';
import styles from './item.module.css';

interface ItemPanelProps {
  readonly catalogue: CatalogueName;
  /** The key of the item. */
  readonly item: string;
  readonly detail: CatalogueDetail;
}

export function ItemPanel({ catalogue, item, detail }: ItemPanelProps) {
  const { search, change } = useCatalogueSearch();
  const { data, error, refetch } = useQuery(itemQuery(catalogue.id, item));
  const close = useRef(() => change({ item: undefined }));
  const { like, unlike } = search;
  const similar = () => change({ like: [item], picture: undefined, item: undefined });
  const away = () => change({ unlike: toggled(unlike, item), like: like?.filter((key) => key !== item) });
  const acts = useRef({ similar, away });
  useEffect(() => {
    acts.current = { similar, away };
    close.current = () => change({ item: undefined });
  });
  useActions(
    useMemo(() => {
      const section = catalogueWords.itemLabel;
      return [
        {
          id: 'item-similar',
          name: catalogueWords.findSimilar,
          section,
          keys: 's',
          run: () => acts.current.similar(),
        },
        {
          id: 'item-away',
          name: catalogueWords.stayAway,
          section,
          keys: 'x',
          run: () => acts.current.away(),
        },
        {
          id: 'item-close',
          name: catalogueWords.closeItem,
          section,
          keys: 'Escape',
          run: () => close.current(),
        },
      ];
    }, []),
  );
  return (
    <aside className={`${page.aside} ${styles.item}`} aria-label={catalogueWords.itemLabel}>
      <header className={`${page.asideHeader} ${styles.header}`}>
        <h2 title={item}>{item}</h2>
        <IconButton
          icon="close"
          label={catalogueWords.closeItem}
          keys="Escape"
          onPress={() => change({ item: undefined })}
        />
      </header>
      {error ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : (
        <Panel>
          <div className={`${page.large} ${styles.picture}`}>
            <Picture
              catalogue={catalogue.id}
              item={item}
              edge={800}
              hasPicture={data.model !== null}
              isDescribed={false}
            />
          </div>
          {data.model !== null && (
            <div className={styles.actions}>
              <Button look="primary" icon="search" onPress={similar}>
                {catalogueWords.findSimilar}
              </Button>
              <Button onPress={away}>{catalogueWords.stayAway}</Button>
            </div>
          )}
          <ItemFacts catalogue={catalogue.id} item={data} classes={detail.classes} />
          {data.model !== null && <Similar catalogue={catalogue.id} item={item} />}
        </Panel>
      )}
    </aside>
  );
}
