// The camera while a part of the page shows it.
import { useEffect, useState } from 'react';
import { teachWords } from '../../words/teach.ts';

export interface Camera {
  readonly stream?: MediaStream;
  /** Why there is none, for a person. */
  readonly refusal?: string;
}

/** Turns the camera on, and off when the part of the page goes. */
export function useCamera(): Camera {
  const [camera, setCamera] = useState<Camera>({});
  useEffect(() => {
    let isGone = false;
    let opened: MediaStream | undefined;
    const stop = () => opened?.getTracks().forEach((track) => track.stop());
    const start = async () => {
      try {
        opened = await navigator.mediaDevices.getUserMedia({ video: { width: { ideal: 640 } } });
        if (isGone) stop();
        else setCamera({ stream: opened });
      } catch (error) {
        setCamera({
          refusal: teachWords.cameraRefused(error instanceof Error ? error.message : String(error)),
        });
      }
    };
    void start();
    return () => {
      isGone = true;
      stop();
    };
  }, []);
  return camera;
}
