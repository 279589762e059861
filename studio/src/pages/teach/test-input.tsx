// Where the picture to try comes from.
import { useEffect, useRef } from 'react';
import type { Raster } from '../../../../src/data/fitting/raster.ts';
import { rasterOfVideo } from '../../inference/picture.ts';
import { teachWords } from '../../words/teach.ts';
import { CameraView } from './camera-view.tsx';
import type { TestSource } from './core/search.ts';
import { TestDrawing } from './test-drawing.tsx';
import { TestFile } from './test-file.tsx';

interface TestInputProps {
  readonly source: TestSource;
  readonly look: (picture: Raster) => void;
}

export function TestInput({ source, look }: TestInputProps) {
  if (source === 'camera') return <TestCamera look={look} />;
  return source === 'file' ? <TestFile look={look} /> : <TestDrawing look={look} />;
}

/** Between two looks at the camera, in milliseconds. */
const pause = 50;

function TestCamera({ look }: Pick<TestInputProps, 'look'>) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const timer = setInterval(() => {
      if (video.current && video.current.videoWidth > 0) look(rasterOfVideo(video.current));
    }, pause);
    return () => clearInterval(timer);
  }, [look]);
  return <CameraView video={video} label={teachWords.testCamera} />;
}
