// The trained model at work: what it says of a picture, a drawing, or the camera as it moves.
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Segments } from '../../ui/segments.tsx';
import { teachWords } from '../../words/teach.ts';
import { ownFiles, ownId } from '../../core/own-files.ts';
import { Bars } from './bars.tsx';
import { safeName } from './core/picture-zip.ts';
import { testSources, type TeachSearch } from './core/search.ts';
import type { TeachState, TeachStore } from './core/teach-store.ts';
import { TestInput } from './test-input.tsx';
import { useClassifier } from './use-classifier.ts';
import styles from './teach.module.css';

const route = getRouteApi('/teach');

interface TestPanelProps {
  readonly store: TeachStore;
  readonly state: TeachState;
}

export function TestPanel({ store, state: { result, lesson } }: TestPanelProps) {
  const { test: source = 'file', on } = route.useSearch();
  const navigate = route.useNavigate();
  const goTo = useNavigate();
  const { answer, look } = useClassifier(store, result, on);
  if (!result)
    return (
      <Panel title={teachWords.test}>
        <p className={styles.quiet}>{teachWords.testNothing}</p>
      </Panel>
    );
  const openInTry = async () => {
    const name = `${safeName(lesson.name || teachWords.untitled)}.onnx`;
    ownFiles.set(name, new Blob([new Uint8Array(await store.model())]));
    await goTo({ to: '/try', search: { model: ownId(name) } });
  };
  return (
    <Panel
      title={teachWords.test}
      actions={
        <Button look="quiet" icon="try" onPress={() => void openInTry()}>
          {teachWords.openInTry}
        </Button>
      }
    >
      <div className={styles.column}>
        <Segments
          label={teachWords.testSources}
          choices={testSources.map((id) => ({ id, name: teachWords.sources[id] }))}
          chosen={source}
          onChoose={(id) =>
            void navigate({
              search: (old) => ({ ...old, test: id === 'file' ? undefined : id }) as TeachSearch,
              replace: true,
            })
          }
        />
        <TestInput source={source} look={look} />
        <Bars classNames={result.classNames} answer={answer} />
      </div>
    </Panel>
  );
}
