// A button that saves a table: all of its rows, also those that are out of sight.
import { downloadCsv } from '../core/download.ts';
import { toasts } from '../core/toasts.ts';
import { commonWords } from '../words/common.ts';
import { Button, IconButton } from './button.tsx';

interface SaveCsvProps {
  /** Of the file, without its extension. */
  readonly name: string;
  /** Makes the table, which may have to be fetched. */
  readonly csv: () => string | Promise<string>;
  readonly label?: string;
  /** Shows the label too: the button stands below its table. */
  readonly isBelow?: boolean;
}

export function SaveCsv({ name, csv, label = commonWords.saveAs.csv, isBelow = false }: SaveCsvProps) {
  const save = async () => downloadCsv(name, await csv());
  const press = () => void save().catch((error: unknown) => toasts.fail(error));
  return isBelow ? (
    <Button icon="save" onPress={press}>
      {label}
    </Button>
  ) : (
    <IconButton icon="save" label={label} onPress={press} />
  );
}
