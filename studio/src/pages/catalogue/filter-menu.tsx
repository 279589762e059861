// The attributes of the items and their values: one press narrows the filter.
import { useState } from 'react';
import { DialogTrigger } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import type { Facet } from '../../../../src/server/studio/contract/catalogue.ts';
import { Button } from '../../ui/button.tsx';
import { catalogueWords } from '../../words/catalogue.ts';
import { count } from '../../words/numbers.ts';
import { hasValue, narrowed } from './core/condition.ts';
import { useCatalogueSearch } from './use-catalogue-search.ts';
import menu from '../../ui/menu.module.css';
import styles from './search.module.css';

export function FilterMenu({ facets }: { readonly facets: readonly Facet[] }) {
  const [isOpen, setOpen] = useState(false);
  const { search, change } = useCatalogueSearch();
  const shown = facets.filter(({ values }) => values.length > 0);
  if (shown.length === 0) return null;
  const choose = (facet: Facet, value: string) => {
    change({ where: narrowed(search.where, hasValue(facet, value)) });
    setOpen(false);
  };
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button icon="plus">{catalogueWords.addFilter}</Button>
      <Popover className={menu.popover!} offset={4} aria-label={catalogueWords.attributes}>
        <div className={styles.facets}>
          {shown.map((facet) => (
            <section key={facet.name}>
              <h3>{facet.name}</h3>
              <ul>
                {facet.values.map(({ value, items }) => (
                  <li key={value}>
                    <button type="button" onClick={() => choose(facet, value)}>
                      {value} <span>{count(items)}</span>
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
      </Popover>
    </DialogTrigger>
  );
}
