// The walk itself: the chapters, the network, and the chapter that is open.
import { useEffect, useRef, type ComponentType } from 'react';
import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { Panel } from '../../ui/panel.tsx';
import { chapterWords, learnWords } from '../../words/learn.ts';
import { ActivationChapter } from './chapters/activation.tsx';
import { ConvolutionChapter } from './chapters/convolution.tsx';
import { DenseChapter } from './chapters/dense.tsx';
import { GradientChapter } from './chapters/gradient.tsx';
import { PixelsChapter } from './chapters/pixels.tsx';
import { PoolingChapter } from './chapters/pooling.tsx';
import { SoftmaxChapter } from './chapters/softmax.tsx';
import { StepChapter } from './chapters/step.tsx';
import { ChapterList, ChapterWays } from './chapter-list.tsx';
import type { Chapter } from './core/chapters.ts';
import type { WalkStore } from './core/walk-store.ts';
import { DropPlace } from './drop-place.tsx';
import { LearnContext } from './learn-context.ts';
import { ModelMenu } from './model-menu.tsx';
import { Overview } from './overview.tsx';
import { PictureMenu } from './picture-menu.tsx';
import { SaveMenu } from './save-menu.tsx';
import { useLearnActions } from './use-learn-actions.ts';
import { useLearnState } from './use-learn-state.ts';
import styles from './learn.module.css';

const stagesOfChapters: Readonly<Record<Chapter, ComponentType>> = {
  ...{ pixels: PixelsChapter, convolution: ConvolutionChapter, activation: ActivationChapter },
  ...{ pooling: PoolingChapter, dense: DenseChapter, softmax: SoftmaxChapter },
  ...{ gradient: GradientChapter, step: StepChapter },
};

/** Another chapter begins at its title, for readers of the screen too. */
function useFocusOnChange(chapter: Chapter) {
  const title = useRef<HTMLHeadingElement>(null);
  const shown = useRef(chapter);
  useEffect(() => {
    if (shown.current === chapter) return;
    shown.current = chapter;
    title.current?.focus({ preventScroll: true });
    title.current?.closest('[data-walk]')?.scrollTo({ top: 0 });
  }, [chapter]);
  return title;
}

export function WalkView({ store }: { readonly store: WalkStore }) {
  const learn = useLearnState(store);
  const reset = useLearnActions(learn);
  const { chapter } = learn.place;
  const Content = stagesOfChapters[chapter];
  const words = chapterWords(learn.place);
  const title = useFocusOnChange(chapter);
  return (
    <LearnContext value={learn}>
      <DropPlace>
        <Page
          title={learnWords.name}
          isFull
          actions={
            <>
              {learn.isChanged && (
                <Button icon="undo" onPress={reset}>
                  {learnWords.reset}
                </Button>
              )}
              <PictureMenu />
              <ModelMenu />
              <SaveMenu />
            </>
          }
        >
          <div className={styles.walk} data-walk>
            <ChapterList />
            <Overview />
            <article className={styles.chapter} aria-labelledby="chapter-title">
              <div className={styles.text}>
                <h2 id="chapter-title" ref={title} tabIndex={-1}>
                  {words.title}
                </h2>
                {words.text.map((paragraph) => (
                  <p key={paragraph}>{paragraph}</p>
                ))}
                <p className={styles.task}>{words.task}</p>
              </div>
              <div className={styles.stage}>
                <Panel key={chapter}>
                  <Content />
                </Panel>
              </div>
              <ChapterWays />
            </article>
          </div>
        </Page>
      </DropPlace>
    </LearnContext>
  );
}
