// A camera while a part of the page shows it.
import { useEffect, useState } from 'react';
import { CameraError, closeCamera, openCamera, type OpenCamera } from '../core/camera.ts';
import { remember, remembered } from '../core/settings.ts';
import { cameraWords } from '../words/camera.ts';

export interface Camera {
  readonly open: OpenCamera | undefined;
  /** Why there is none and what to do, for a person. */
  readonly refusal: string | undefined;
  readonly choose: (id: string) => void;
  readonly retry: () => void;
}

const setting = 'camera';

/** Turns the camera on while it is wanted, and off when the part of the page goes. */
export function useCamera(isWanted = true): Camera {
  const [chosen, setChosen] = useState(() => remembered(setting));
  const [attempt, setAttempt] = useState(0);
  const [open, setOpen] = useState<OpenCamera>();
  const [refusal, setRefusal] = useState<string>();
  useEffect(() => {
    if (!isWanted) return undefined;
    let isGone = false;
    let opened: OpenCamera | undefined;
    const fail = (error: CameraError) => {
      setOpen(undefined);
      setRefusal(cameraWords.failed(error.failure, error.message));
    };
    const start = async () => {
      opened = await openCamera(chosen);
      if (isGone) return closeCamera(opened);
      for (const track of opened.stream.getTracks())
        track.addEventListener('ended', () => fail(new CameraError('ended', undefined)));
      setRefusal(undefined);
      setOpen(opened);
    };
    start().catch((error: unknown) => !isGone && fail(error as CameraError));
    return () => {
      isGone = true;
      setOpen(undefined);
      if (opened) closeCamera(opened);
    };
  }, [isWanted, chosen, attempt]);
  return {
    ...{ open, refusal },
    choose: (id) => {
      remember(setting, id);
      setChosen(id);
    },
    retry: () => setAttempt(attempt + 1),
  };
}
