// What the shop has, how that changed, and what is wrong with it.
import { useQuery } from '@tanstack/react-query';
import type { CatalogueName } from '../../../../src/server/studio/contract/catalogue.ts';
import { Loading } from '../../ui/loading.tsx';

import { Select } from '../../ui/select.tsx';
import { Failure, Panel } from '../../ui/panel.tsx';
import { catalogueWords } from '../../words/catalogue.ts';
import { Changes } from './changes.tsx';
import { inventoryQuery } from './core/queries.ts';
import { CountsTable } from './counts-table.tsx';
import { Faults } from './faults.tsx';
import { OverTime } from './over-time.tsx';
import { useCatalogueSearch } from './use-catalogue-search.ts';
import styles from './inventory.module.css';

export function InventoryView({ catalogue }: { readonly catalogue: CatalogueName }) {
  const { search, change } = useCatalogueSearch();
  const { data, error, refetch } = useQuery(inventoryQuery(catalogue.id));
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  const { attributes } = data;
  const chosen = attributes.find(({ name }) => name === search.attribute) ?? attributes[0];
  return (
    <div className={styles.inventory}>
      {chosen ? (
        <>
          <Panel
            title={catalogueWords.overTime}
            actions={
              <Select
                isBare
                label={catalogueWords.byAttribute}
                choices={attributes.map(({ name }) => ({ id: name, name }))}
                chosen={chosen.name}
                onChoose={(attribute) => change({ attribute }, { replace: true })}
              />
            }
          >
            <OverTime inventory={data} attribute={chosen} />
          </Panel>
          <CountsTable attribute={chosen} earlier={data.earlier} />
        </>
      ) : (
        <p>{catalogueWords.noAttributes}</p>
      )}
      <Changes inventory={data} />
      <Faults inventory={data} />
    </div>
  );
}
