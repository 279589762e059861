// How pixels are prepared for a model of another program.
import type { PreprocessName } from '../../../../src/nn/foreign/preprocessing.ts';
import type { Preparation as Prepared } from '../../inference/described-model.ts';
import { Select } from '../../ui/select.tsx';
import { tryWords } from '../../words/try.ts';
import styles from './try.module.css';

interface PreparationProps extends Prepared {
  readonly onChoose: (name: PreprocessName) => void;
}

export const Preparation = ({ name, known, onChoose }: PreparationProps) => (
  <div className={styles.preparation}>
    <Select
      label={tryWords.preparation}
      choices={Object.entries(tryWords.preparations).map(([id, words]) => ({ id, name: words }))}
      chosen={name}
      onChoose={(id) => onChoose(id as PreprocessName)}
      hint={tryWords.preparationHint[known]}
    />
  </div>
);
