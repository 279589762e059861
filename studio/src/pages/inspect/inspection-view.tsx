// An inspector with a line of pieces: the threshold above, the views below.
import type { InspectorDetail } from '../../../../src/server/studio/contract/inspect.ts';
import { CopyMenu } from '../../ui/copy-menu.tsx';
import { Page } from '../../ui/page.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Select } from '../../ui/select.tsx';
import { inspectWords } from '../../words/inspect.ts';
import { AddFiles } from './add-files.tsx';
import { codeOf } from './core/code.ts';
import { commandOf } from './core/command.ts';
import { FiguresView } from './figures-view.tsx';
import type { ChosenProps } from './chosen.ts';
import { InspectorView } from './inspector-view.tsx';
import { PiecesView } from './pieces-view.tsx';
import { ThresholdBar } from './threshold-bar.tsx';
import { useFileDrop } from './use-file-drop.ts';
import { useInspection } from './use-inspection.ts';
import { ViewLinks } from './view-links.tsx';
import page from '../../ui/full-page.module.css';
import styles from './inspect.module.css';

interface InspectionViewProps extends ChosenProps {
  readonly inspector: InspectorDetail;
}

export function InspectionView({ inspectors, lines, line, inspector }: InspectionViewProps) {
  const inspection = useInspection(inspector, line);
  const { search, change } = inspection;
  const { view = 'pieces', alarms } = search;
  const { isOver, handlers, take } = useFileDrop();
  const actions = (
    <>
      {inspectors.length > 1 && (
        <Select
          isBare
          label={inspectWords.inspector}
          choices={inspectors}
          chosen={inspector.id}
          onChoose={(id) => change({ inspector: id, alarms: undefined })}
        />
      )}
      <Select
        isBare
        label={inspectWords.line}
        choices={lines.map(({ id, name, kind }) => ({
          id,
          name: kind === 'dropped' ? inspectWords.dropped : name,
        }))}
        chosen={line.id}
        onChoose={(id) => change({ line: id, piece: undefined })}
      />
      <AddFiles words={inspectWords.addPieces} types={['image/*', '.onnx']} take={take} />
      <CopyMenu
        command={commandOf({ inspector, line, view, alarms })}
        code={codeOf({ inspector, line, alarms })}
      />
    </>
  );
  return (
    <Page
      isFull
      title={inspectWords.name}
      aside={<span title={inspector.file}>{inspector.name}</span>}
      actions={actions}
    >
      <ViewLinks chosen={view} />
      <ThresholdBar inspection={inspection} />
      <div className={`${page.fill} ${styles.fill}`} {...handlers}>
        {view === 'pieces' ? (
          <PiecesView inspection={inspection} />
        ) : (
          <Panel>
            {view === 'figures' ? (
              <FiguresView inspection={inspection} />
            ) : (
              <InspectorView inspection={inspection} />
            )}
          </Panel>
        )}
        {isOver && <p className={page.drop}>{inspectWords.drop}</p>}
      </div>
    </Page>
  );
}
