// The camera of a class: while the button is held, pictures are taken and written down.
import { useEffect, useRef, useState } from 'react';
import { toasts } from '../../core/toasts.ts';
import { Button } from '../../ui/button.tsx';
import { teachWords } from '../../words/teach.ts';
import { CameraView } from './camera-view.tsx';
import type { LessonClass } from './core/lesson.ts';
import type { TeachStore } from './core/teach-store.ts';
import styles from './teach.module.css';

/** Between two pictures, in milliseconds. */
const pause = 125;

interface RecorderProps {
  readonly store: TeachStore;
  readonly one: LessonClass;
}

export function Recorder({ store, one: { id, name } }: RecorderProps) {
  const video = useRef<HTMLVideoElement>(null);
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    if (!isHeld) return undefined;
    let isBusy = false;
    const take = async () => {
      if (isBusy || !video.current || video.current.videoWidth === 0) return;
      isBusy = true; // a picture is written before the next one is taken
      try {
        await store.add(id, [await photograph(video.current)]);
      } catch (error) {
        toasts.fail(error);
        setHeld(false);
      }
      isBusy = false;
    };
    void take();
    const timer = setInterval(() => void take(), pause);
    return () => clearInterval(timer);
  }, [isHeld, store, id]);
  return (
    <div className={styles.recorder}>
      <CameraView video={video} label={teachWords.cameraView(name)} />
      <div className={styles.recorderSide}>
        <Button
          look="primary"
          icon="teach"
          onPressStart={() => setHeld(true)}
          onPressEnd={() => setHeld(false)}
        >
          {isHeld ? teachWords.recording : teachWords.hold}
        </Button>
        <p className={styles.quiet}>{teachWords.holdHint}</p>
      </div>
    </div>
  );
}

async function photograph(video: HTMLVideoElement) {
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
  canvas.getContext('2d')!.drawImage(video, 0, 0);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.92 });
  return { name: teachWords.takenAt(new Date()), blob };
}
