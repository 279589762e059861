// A picture and a model: what it says of it, what it sees, and why. All of it is computed in the page.
import { useCallback, useEffect, useMemo } from 'react';
import { CopyMenu } from '../../ui/copy-menu.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure } from '../../ui/panel.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { tryWords } from '../../words/try.ts';
import { AnswerPanel } from './answer-panel.tsx';
import { ownFiles, ownId, ownWeights } from '../../core/own-files.ts';
import { views, type Source } from './core/search.ts';
import { sortFiles } from './core/sort-files.ts';
import { askedOf, commandOf, codeOf } from './core/asked.ts';
import { FeaturesView } from './features-view.tsx';
import { InputPanel } from './input-panel.tsx';
import { ModelPicker } from './model-picker.tsx';
import { NearestView } from './nearest-view.tsx';
import { Preparation } from './preparation.tsx';
import { SeenPanel } from './seen-panel.tsx';
import { showFile, showSketch } from './show-file.ts';
import { useFiles } from './use-files.ts';
import { useModel } from './use-model.ts';
import { tryStore, useTry, useTrySearch } from './use-try.ts';
import styles from './try.module.css';

export default function TryPage() {
  const [search, change] = useTrySearch();
  const facts = useTry((state) => state.facts);
  const isOpening = useTry((state) => state.isOpening);
  const failure = useTry((state) => state.error);
  const pictureName = useTry((state) => state.picture?.name);
  const model = useModel(search);
  const asked = useMemo(() => facts && askedOf(facts, search), [facts, search]);
  useEffect(() => {
    if (asked) tryStore().want({ map: asked.map, features: asked.features });
  }, [asked]);
  const toSource = useCallback(
    (source: Source) => change({ source: source === 'draw' ? undefined : source }),
    [change],
  );
  const takeModel = (file: File) => {
    ownFiles.set(file.name, file);
    change({ ...otherModel, model: ownId(file.name) });
  };
  const takePicture = (file: File) => {
    change({ source: 'file' });
    showFile(file);
  };
  const takeFiles = (files: readonly File[]) => {
    const sorted = sortFiles(files);
    for (const file of sorted.weights) ownWeights.set(file.name, file);
    if (sorted.model) takeModel(sorted.model);
    if (sorted.picture) takePicture(sorted.picture);
  };
  useFiles(takeFiles);
  const error = model.error ?? failure;
  const { view = 'features' } = search;
  return (
    <Page
      title={tryWords.name}
      aside={
        <ModelPicker
          models={model.models}
          id={model.id}
          onChoose={(id) => change({ ...otherModel, model: id })}
          onFiles={takeFiles}
        />
      }
      actions={
        model.argument !== undefined && (
          <CopyMenu
            command={commandOf(model.argument, pictureName)}
            code={codeOf(model.argument, pictureName)}
          />
        )
      }
    >
      {error instanceof Error && (
        <div className={styles.failure}>
          <Failure error={error} retry={() => location.reload()} />
        </div>
      )}
      {facts?.preparation && (
        <Preparation {...facts.preparation} onChoose={(prepare) => change({ prepare })} />
      )}
      <div className={styles.try} aria-busy={isOpening}>
        <InputPanel
          source={search.source ?? 'draw'}
          invitation={invitationOf(facts?.card.data)}
          onSource={toSource}
          onFile={takePicture}
        />
        <AnswerPanel
          onSketch={(sketch) => {
            showSketch(sketch);
            change({ source: 'file' });
          }}
          onExplain={(name) => change({ class: name === search.class ? undefined : name })}
        />
        <SeenPanel
          argument={model.argument}
          method={asked?.map?.method ?? 'grad-cam'}
          layer={search.layer}
          onMethod={(map) => change({ map: map === 'grad-cam' ? undefined : map })}
          onLayer={(layer) => change({ layer })}
        />
        <div className={styles.more}>
          <Tabs
            label={tryWords.moreViews}
            chosen={view}
            onChoose={(next) => change({ view: next === 'features' ? undefined : next })}
            tabs={views.map((id) => ({
              id,
              name: tryWords.views[id],
              content:
                id === 'features' ? (
                  <FeaturesView
                    argument={model.argument}
                    layer={asked?.features}
                    onLayer={(features) => change({ features, everyMap: undefined })}
                  />
                ) : (
                  <NearestView model={model.id} />
                ),
            }))}
          />
        </div>
      </div>
    </Page>
  );
}

/** What belongs to one model and is not taken to another. */
const otherModel = {
  ...{ prepare: undefined, layer: undefined, class: undefined, features: undefined },
  ...{ everyMap: undefined, everyClass: undefined },
} as const;

const invitationOf = (data: string | undefined): string =>
  data === 'fashion-mnist' || data === 'sketches'
    ? tryWords.drawing.invitation
    : tryWords.drawing.invitationAny;
