// What the camera sees.
import { useEffect, useRef, type RefObject } from 'react';
import { teachWords } from '../../words/teach.ts';
import { CameraChooser, CameraRefusal } from '../../ui/camera-parts.tsx';
import { useCamera } from '../../ui/use-camera.ts';
import styles from './teach.module.css';

interface CameraViewProps {
  readonly label: string;
  readonly video: RefObject<HTMLVideoElement | null>;
}

export function CameraView({ label, video }: CameraViewProps) {
  const camera = useCamera();
  const { open, refusal } = camera;
  const stream = open?.stream;
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
      <div className={styles.refused}>
        <CameraRefusal camera={camera} className={styles.bad!} />
      </div>
    );
  return (
    <div className={styles.camera}>
      <video ref={place} className={styles.video} aria-label={label} autoPlay muted playsInline>
        {teachWords.cameraOn}
      </video>
      <CameraChooser camera={camera} />
    </div>
  );
}
