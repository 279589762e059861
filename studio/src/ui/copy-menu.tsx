// What one sees as a command line or as code, to copy.
import { copyText } from '../core/copy.ts';
import { commonWords } from '../words/common.ts';
import { Button } from './button.tsx';
import { Menu } from './menu.tsx';

interface CopyMenuProps {
  readonly command: string;
  /** TypeScript that does the same. */
  readonly code?: string | undefined;
  /** Python that does the same. */
  readonly python?: string;
}

export const CopyMenu = ({ command, code, python }: CopyMenuProps) =>
  code === undefined ? (
    <Button icon="command" onPress={() => void copyText(command)}>
      {commonWords.copyCommand}
    </Button>
  ) : (
    <Menu
      label={commonWords.copyCommand}
      icon="command"
      entries={[
        { id: 'command', name: commonWords.copyCommand, run: () => void copyText(command) },
        { id: 'code', name: commonWords.copyCode, run: () => void copyText(code) },
        ...(python === undefined
          ? []
          : [{ id: 'python', name: commonWords.copyPython, run: () => void copyText(python) }]),
      ]}
    />
  );
