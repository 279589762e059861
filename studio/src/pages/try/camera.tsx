// The camera: what it sees is classified as it moves; a picture can be taken and looked at.
import { useEffect, useRef, useState } from 'react';
import { rasterOfVideo } from '../../inference/picture.ts';
import { Button } from '../../ui/button.tsx';
import { tryWords } from '../../words/try.ts';
import { RasterPicture } from './raster-picture.tsx';
import { tryStore, useTry } from './use-try.ts';
import styles from './try.module.css';

const words = tryWords.camera;

export function Camera() {
  const [stream, setStream] = useState<MediaStream>();
  const [error, setError] = useState<string>();
  const [isTaken, setTaken] = useState(false);
  useEffect(() => tryStore().clear(), []);
  useEffect(() => () => stream?.getTracks().forEach((track) => track.stop()), [stream]);

  const start = async () => {
    setError(undefined);
    try {
      const video = { facingMode: 'environment', width: { ideal: 640 } };
      setStream(await navigator.mediaDevices.getUserMedia({ video }));
    } catch (failure) {
      setError(words.refused(failure instanceof Error ? failure.message : String(failure)));
    }
  };
  if (!stream)
    return (
      <div className={styles.drop}>
        <Button icon="teach" look="primary" onPress={() => void start()}>
          {words.on}
        </Button>
        <p className={styles.quiet}>{words.hint}</p>
        {error !== undefined && (
          <p className={styles.bad} role="alert">
            {error}
          </p>
        )}
      </div>
    );
  return (
    <>
      <div className={styles.paper}>{isTaken ? <Photograph /> : <Video stream={stream} />}</div>
      <div className={styles.tools}>
        <Button look={isTaken ? 'plain' : 'primary'} icon="teach" onPress={() => setTaken(!isTaken)}>
          {isTaken ? words.again : words.take}
        </Button>
      </div>
    </>
  );
}

function Photograph() {
  const picture = useTry((state) => state.picture);
  return picture ? <RasterPicture raster={picture.raster} label={words.photograph} /> : null;
}

/** Shows the camera, and each of its pictures to the model as soon as the last was answered. */
function Video({ stream }: { readonly stream: MediaStream }) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const element = video.current!;
    element.srcObject = stream;
    let next = requestAnimationFrame(function look(at) {
      if (element.videoWidth > 0) tryStore().show({ raster: rasterOfVideo(element), isMoving: true, at });
      next = requestAnimationFrame(look);
    });
    return () => {
      cancelAnimationFrame(next);
      const { picture } = tryStore().get();
      if (picture) tryStore().show({ ...picture, name: words.taken, isMoving: false });
    };
  }, [stream]);
  return <video ref={video} className={styles.canvas} aria-label={words.video} autoPlay muted playsInline />;
}
