// What is measured: the model, the data, the split; and a word on what the split is for.
import type { Model } from '../../../../src/server/studio/contract/models.ts';
import type { KnownData } from '../../../../src/server/studio/contract/workspace.ts';
import { Select } from '../../ui/select.tsx';
import { evaluateWords } from '../../words/evaluate.ts';
import { splits, type Split } from './core/search.ts';
import { useEvaluateView } from './use-view.ts';
import styles from './evaluate.module.css';

interface ChoicesProps {
  readonly models: readonly Model[];
  readonly model: Model;
  readonly sets: readonly KnownData[];
}

const own = '';

export function Choices({ models, model, sets }: ChoicesProps) {
  const { search, change } = useEvaluateView();
  const { split = 'validation', data = own } = search;
  const note = { test: evaluateWords.testNote, train: evaluateWords.trainNote, validation: undefined }[split];
  const choose = (part: Parameters<typeof change>[0]) =>
    change({ ...part, pick: undefined, picture: undefined });
  return (
    <div className={styles.choices}>
      <Select
        label={evaluateWords.model}
        chosen={model.id}
        onChoose={(id) => choose({ model: id })}
        choices={models.map(({ id, name, kind }) => ({
          id,
          name: kind === 'released' ? evaluateWords.released(name) : name,
        }))}
      />
      <Select
        label={evaluateWords.data}
        chosen={data}
        onChoose={(id) => choose({ data: id === own ? undefined : id })}
        choices={[{ id: own, name: evaluateWords.ownData }, ...sets]}
      />
      <Select
        label={evaluateWords.split}
        chosen={split}
        onChoose={(id) => choose({ split: id as Split })}
        choices={splits.map((id) => ({ id, name: evaluateWords.splits[id] }))}
      />
      {note !== undefined && <p className={styles.note}>{note}</p>}
    </div>
  );
}
