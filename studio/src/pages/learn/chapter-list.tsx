// The chapters in a row, and the ways to the next one and back.
import { getRouteApi, Link } from '@tanstack/react-router';
import { buttonClass } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useChosenInView } from '../../ui/use-chosen-in-view.ts';
import { learnWords } from '../../words/learn.ts';
import { chapterBeside, chapters, type Chapter } from './core/chapters.ts';
import { readLearnSearch, type LearnSearch } from './core/search.ts';
import { useLearn } from './learn-context.ts';
import styles from './learn.module.css';

const route = getRouteApi('/learn');

/** The address of a chapter with the same picture and network. */
function useInChapter(): (chapter: Chapter) => LearnSearch {
  const { model, picture, label } = route.useSearch();
  return (chapter) => readLearnSearch({ model, picture, label, chapter });
}

export function ChapterList() {
  const { chapter: open } = useLearn().place;
  const inChapter = useInChapter();
  const list = useChosenInView<HTMLElement>(open);
  return (
    <nav ref={list} aria-label={learnWords.chapterList} className={styles.chapters}>
      <ol>
        {chapters.map((chapter, i) => (
          <li key={chapter}>
            <Link
              to="/learn"
              search={inChapter(chapter)}
              resetScroll={false}
              activeProps={{}}
              aria-current={chapter === open ? 'step' : undefined}
              className={styles.chapterLink}
            >
              <span className={styles.ordinal}>{i + 1}</span> {learnWords.chapters[chapter].name}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}

export function ChapterWays() {
  const { chapter } = useLearn().place;
  const inChapter = useInChapter();
  const [previous, next] = [chapterBeside(chapter, -1), chapterBeside(chapter, 1)];
  return (
    <div className={styles.ways}>
      {next && (
        <Link to="/learn" search={inChapter(next)} className={buttonClass('primary')} resetScroll={false}>
          {learnWords.nextTo(learnWords.chapters[next].name)}
          <Icon name="right" />
        </Link>
      )}
      {previous && (
        <Link to="/learn" search={inChapter(previous)} className={buttonClass('quiet')} resetScroll={false}>
          {learnWords.previous}
        </Link>
      )}
    </div>
  );
}
