// The model: of the package, of a folder, of a run, or a file that is opened here.
import { FileTrigger } from 'react-aria-components/FileTrigger';
import type { Model } from '../../../../src/server/studio/contract/models.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/select.tsx';
import { tryWords } from '../../words/try.ts';
import { ownFiles, ownId } from '../../core/own-files.ts';
import styles from './try.module.css';

interface ModelPickerProps {
  readonly models: readonly Model[];
  readonly id: string | undefined;
  readonly onChoose: (id: string) => void;
  readonly onFiles: (files: readonly File[]) => void;
}

/** Models, and the files of weights beside them. */
const modelTypes = ['.onnx', '.data', '.onnx_data', '.bin', '.weights'];

export const ModelPicker = ({ models, id, onChoose, onFiles }: ModelPickerProps) => (
  <div className={styles.picker}>
    <Select
      label={tryWords.model}
      isBare
      choices={[
        ...models.map((model) => ({ id: model.id, name: tryWords.models[model.kind](model.name) })),
        ...ownFiles.names().map((name) => ({ id: ownId(name), name: tryWords.models.own(name) })),
      ]}
      chosen={id ?? ''}
      onChoose={onChoose}
    />
    <FileTrigger
      acceptedFileTypes={modelTypes}
      allowsMultiple
      onSelect={(files) => files && onFiles([...files])}
    >
      <Button icon="file" aria-label={tryWords.openModel}>
        <span className={styles.wide}>{tryWords.openModel}</span>
      </Button>
    </FileTrigger>
  </div>
);
