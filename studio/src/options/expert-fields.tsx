// All options that are not on the first page of the form, with a search.
import { useState } from 'react';
import type { FormField } from '../../../src/server/studio/contract/jobs.ts';
import { Panel } from '../ui/panel.tsx';
import { TextField } from '../ui/text-field.tsx';
import { count } from '../words/numbers.ts';
import { optionWords } from '../words/options.ts';
import { matchingFields } from '../core/option-form.ts';
import { Field, type FieldSetting } from './field.tsx';
import styles from './options.module.css';

export function ExpertFields({
  fields,
  ...setting
}: FieldSetting & { readonly fields: readonly FormField[] }) {
  const [query, setQuery] = useState('');
  const isAnySet = fields.some(({ name }) => setting.draft[name] !== undefined);
  const found = matchingFields(fields, query);
  return (
    <details className={styles.expert} open={isAnySet}>
      <summary>
        <h2>{optionWords.expert}</h2>
        <span className={styles.hint}>{optionWords.expertHint(count(fields.length))}</span>
      </summary>
      <div className={styles.search}>
        <TextField
          isBare
          label={optionWords.search}
          placeholder={optionWords.search}
          inputMode="search"
          value={query}
          onChange={setQuery}
        />
      </div>
      <Panel>
        {found.length === 0 && <p className={styles.hint}>{optionWords.none}</p>}
        <div className={styles.grid}>
          {found.map((field) => (
            <Field key={field.name} field={field} {...setting} />
          ))}
        </div>
      </Panel>
    </details>
  );
}
