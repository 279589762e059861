// The split, the search, and how large pictures are.
import { useMemo, useRef } from 'react';
import type { DataSplit } from '../../../../src/server/studio/contract/data.ts';
import { Icon } from '../../ui/icon.tsx';
import { SaveCsv } from '../../ui/save-csv.tsx';
import { Select } from '../../ui/select.tsx';
import { Slider } from '../../ui/slider.tsx';
import { useActions } from '../../ui/use-actions.ts';
import { dataWords } from '../../words/data.ts';
import { count } from '../../words/numbers.ts';
import { classesCsv } from './core/item-table.ts';
import { shownDecisions } from './core/search.ts';
import type { DataSetView } from './use-data-view.ts';
import styles from './data.module.css';

interface ToolbarProps {
  readonly view: DataSetView;
  /** How many pictures pass the filter. */
  readonly shown: number | undefined;
}

export function Toolbar({ view, shown }: ToolbarProps) {
  const { detail, split, search, change } = view;
  const chosen = detail.splits.find((one) => one.split === split);
  const all = chosen?.count ?? 0;
  return (
    <div className={styles.toolbar}>
      <Find view={view} />
      <span className={styles.shown} role="status">
        {shown !== undefined && dataWords.count(count(shown), count(all))}
      </span>
      {detail.splits.length > 1 && (
        <Select
          isBare
          label={dataWords.split}
          choices={detail.splits.map(({ split: id }) => ({ id, name: dataWords.splits[id] }))}
          chosen={split}
          onChoose={(id) => change({ split: id as DataSplit, at: undefined })}
        />
      )}
      <div className={styles.classChoice}>
        <Select
          isBare
          label={dataWords.classes}
          choices={[
            { id: 'all', name: dataWords.allClasses },
            ...detail.classNames.map((name, label) => ({ id: String(label), name })),
          ]}
          chosen={String(search.class ?? 'all')}
          onChoose={(id) => change({ class: id === 'all' ? undefined : Number(id), at: undefined })}
        />
      </div>
      <Select
        isBare
        label={dataWords.show}
        choices={(['all', ...shownDecisions] as const).map((id) => ({ id, name: dataWords.shown[id] }))}
        chosen={search.show ?? 'all'}
        onChoose={(id) => change({ show: shownDecisions.find((name) => name === id), at: undefined })}
      />
      <SaveCsv
        name={`${detail.name}-classes`}
        label={dataWords.saveClasses}
        csv={() => classesCsv(detail.classNames, chosen?.counts ?? [])}
      />
      <SizeSlider view={view} />
    </div>
  );
}

export const SizeSlider = ({ view: { side, setSide } }: Pick<ToolbarProps, 'view'>) => (
  <Slider
    label={dataWords.size}
    value={side}
    onChange={setSide}
    minimum={24}
    maximum={160}
    step={4}
    write={() => ''}
  />
);

function Find({ view: { search, change } }: Pick<ToolbarProps, 'view'>) {
  const field = useRef<HTMLInputElement>(null);
  useActions(
    useMemo(
      () => [
        {
          ...{ id: 'find-pictures', name: dataWords.focusFind, section: dataWords.name, keys: '/' },
          run: () => field.current?.focus(),
        },
      ],
      [],
    ),
  );
  return (
    <search className={styles.find}>
      <Icon name="search" />
      <input
        ref={field}
        type="text"
        aria-label={dataWords.findLabel}
        placeholder={dataWords.find}
        value={search.find ?? ''}
        onChange={({ target }) =>
          change({ find: target.value === '' ? undefined : target.value, at: undefined })
        }
        onKeyDown={({ key, currentTarget }) => key === 'Escape' && currentTarget.blur()}
        autoComplete="off"
        spellCheck={false}
      />
    </search>
  );
}
