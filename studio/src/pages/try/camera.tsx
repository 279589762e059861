// The camera: what it sees is classified as it moves; a picture can be taken and looked at.
import { useEffect, useRef, useState } from 'react';
import { rasterOfVideo } from '../../inference/picture.ts';
import { Button } from '../../ui/button.tsx';
import { CameraChooser, CameraRefusal } from '../../ui/camera-parts.tsx';
import { useCamera } from '../../ui/use-camera.ts';
import { tryWords } from '../../words/try.ts';
import { RasterPicture } from './raster-picture.tsx';
import { tryStore, useTry } from './use-try.ts';
import styles from './try.module.css';

const words = tryWords.camera;

export function Camera() {
  const [isOn, setOn] = useState(false);
  const camera = useCamera(isOn);
  const [isTaken, setTaken] = useState(false);
  useEffect(() => tryStore().clear(), []);
  const { open, refusal } = camera;
  if (refusal !== undefined)
    return (
      <div className={styles.drop}>
        <CameraRefusal camera={camera} className={styles.bad!} />
      </div>
    );
  if (!open)
    return (
      <div className={styles.drop}>
        <Button icon="teach" look="primary" isDisabled={isOn} onPress={() => setOn(true)}>
          {words.on}
        </Button>
        <p className={styles.quiet}>{words.hint}</p>
      </div>
    );
  return (
    <>
      <div className={styles.paper}>{isTaken ? <Photograph /> : <Video stream={open.stream} />}</div>
      <div className={styles.tools}>
        <Button look={isTaken ? 'plain' : 'primary'} icon="teach" onPress={() => setTaken(!isTaken)}>
          {isTaken ? words.again : words.take}
        </Button>
        {!isTaken && <CameraChooser camera={camera} />}
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
