// One small picture. Its button removes it.
import { useEffect, useState, type CSSProperties } from 'react';
import { Icon } from '../../ui/icon.tsx';
import { teachWords } from '../../words/teach.ts';
import type { LessonPicture } from './core/lesson.ts';
import type { TeachStore } from './core/teach-store.ts';
import styles from './teach.module.css';

interface ThumbnailProps {
  readonly store: TeachStore;
  readonly picture: LessonPicture;
  readonly index: number;
  readonly isUnreadable: boolean;
  /** Whether the Tab key stops here. */
  readonly isStop: boolean;
  readonly onRemove: () => void;
  readonly style: CSSProperties;
}

export function Thumbnail({ store, picture, index, isUnreadable, isStop, onRemove, style }: ThumbnailProps) {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    let made: string | undefined;
    let isGone = false;
    void store.picture(picture).then((blob) => {
      if (isGone) return;
      made = URL.createObjectURL(blob);
      setUrl(made);
    });
    return () => {
      isGone = true;
      if (made !== undefined) URL.revokeObjectURL(made);
    };
  }, [store, picture]);
  return (
    <button
      type="button"
      className={styles.thumbnail}
      style={style}
      tabIndex={isStop ? 0 : -1}
      data-index={index}
      aria-label={teachWords.remove(picture.name)}
      title={picture.name}
      onClick={onRemove}
    >
      {url !== undefined && !isUnreadable && <img src={url} alt="" decoding="async" />}
      {isUnreadable && <span>{teachWords.unreadable}</span>}
      <Icon name="trash" />
    </button>
  );
}
