// What an audit found, to decide about with one key each.
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { DataAudit } from '../../../../src/server/studio/contract/data.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Failure } from '../../ui/panel.tsx';
import { dataWords } from '../../words/data.ts';
import { count, number } from '../../words/numbers.ts';
import { AuditStart } from './audit-start.tsx';
import { findingsOf, type Item } from './core/items.ts';
import { findingLists, type FindingList } from './core/search.ts';
import { auditQuery } from './queries.ts';
import { SizeSlider } from './toolbar.tsx';
import { useAllPictures } from './use-all-pictures.ts';
import { Workbench } from './workbench.tsx';
import type { DataSetView } from './use-data-view.ts';
import styles from './data.module.css';

export function FindingsView({ view }: { readonly view: DataSetView }) {
  const { data, error, refetch } = useQuery(auditQuery(view.detail.id));
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading />;
  return data === null ? <AuditStart id={view.detail.id} /> : <Findings view={view} audit={data} />;
}

interface FindingsProps {
  readonly view: DataSetView;
  readonly audit: NonNullable<DataAudit>;
}

function Findings({ view, audit }: FindingsProps) {
  const { detail, search, change } = view;
  const { list = 'errors' } = search;
  const labelOf = useAllPictures(detail);
  const items = useMemo(() => labelOf && findingsOf(audit, list, labelOf), [audit, list, labelOf]);
  const { classNames } = detail;
  const captionOf = useMemo(() => (item: Item) => captionFor(list, item, classNames), [list, classNames]);
  return (
    <>
      <div className={styles.toolbar}>
        <div className={styles.lists} role="group" aria-label={dataWords.list}>
          {findingLists.map((name) => (
            <button
              key={name}
              type="button"
              aria-pressed={name === list}
              onClick={() => change({ list: name === 'errors' ? undefined : name, at: undefined })}
            >
              {dataWords.lists[name]} <span>{count(lengthOf(audit, name))}</span>
            </button>
          ))}
        </div>
        <p className={styles.shown}>
          {dataWords.about[list]}
          {list === 'errors' && ` ${dataWords.estimate(count(audit.estimatedLabelErrors))}`}
        </p>
        <SizeSlider view={view} />
      </div>
      <div className={styles.columns}>
        {!items ? (
          <Loading />
        ) : items.length > 0 ? (
          <Workbench
            key={list}
            view={view}
            items={items}
            label={dataWords.lists[list]}
            captionOf={captionOf}
          />
        ) : (
          <EmptyState icon="check" title={dataWords.noFindings} hint={dataWords.about[list]} />
        )}
      </div>
    </>
  );
}

const lengthOf = (audit: NonNullable<DataAudit>, list: FindingList): number =>
  ({
    errors: audit.labelErrors.length,
    duplicates: audit.nearDuplicates.length,
    outliers: audit.outliers.length,
  })[list];

function captionFor(list: FindingList, item: Item, classNames: readonly string[]): string {
  const name = classNames[item.label]!;
  if (list === 'errors') return `${name} → ${classNames[item.suggested!]!}`;
  return list === 'outliers' ? name : `${name} ${number(item.score)}`;
}
