// Where the picture is from.
import { Panel } from '../../ui/panel.tsx';
import { Segments } from '../../ui/segments.tsx';
import { tryWords } from '../../words/try.ts';
import { sources, type Source } from './core/search.ts';
import { Camera } from './camera.tsx';
import { DrawPad } from './draw-pad.tsx';
import { PictureFile } from './picture-file.tsx';
import styles from './try.module.css';

const icons = { draw: 'pen', file: 'try', camera: 'teach' } as const;

interface InputPanelProps {
  readonly source: Source;
  readonly invitation: string;
  readonly onSource: (source: Source) => void;
  readonly onFile: (file: File) => void;
}

export const InputPanel = ({ source, invitation, onSource, onFile }: InputPanelProps) => (
  <Panel
    title={tryWords.input}
    actions={
      <Segments
        label={tryWords.source}
        choices={sources.map((id) => ({ id, name: tryWords.sources[id], icon: icons[id] }))}
        chosen={source}
        onChoose={onSource}
      />
    }
  >
    <div className={styles.input}>
      {source === 'draw' && <DrawPad invitation={invitation} />}
      {source === 'file' && <PictureFile onFile={onFile} />}
      {source === 'camera' && <Camera />}
    </div>
  </Panel>
);
