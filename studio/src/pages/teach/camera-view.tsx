// What the camera sees.
import { useEffect, useRef, type RefObject } from 'react';
import { teachWords } from '../../words/teach.ts';
import { useCamera } from './use-camera.ts';
import styles from './teach.module.css';

interface CameraViewProps {
  readonly label: string;
  readonly video: RefObject<HTMLVideoElement | null>;
}

export function CameraView({ label, video }: CameraViewProps) {
  const { stream, refusal } = useCamera();
  const place = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    video.current = place.current;
    if (place.current) place.current.srcObject = stream ?? null;
    return () => {
      video.current = null;
    };
  }, [stream, video]);
  if (refusal !== undefined)
    return (
      <p className={styles.bad} role="alert">
        {refusal}
      </p>
    );
  return (
    <video ref={place} className={styles.video} aria-label={label} autoPlay muted playsInline>
      {teachWords.cameraOn}
    </video>
  );
}
