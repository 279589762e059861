// A button that takes files.
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { Button } from '../../ui/button.tsx';

interface AddFilesProps {
  readonly words: string;
  readonly types: readonly string[];
  readonly take: (files: readonly File[]) => void;
}

export const AddFiles = ({ words, types, take }: AddFilesProps) => (
  <FileTrigger allowsMultiple acceptedFileTypes={types} onSelect={(files) => take([...(files ?? [])])}>
    <Button icon="plus">{words}</Button>
  </FileTrigger>
);
