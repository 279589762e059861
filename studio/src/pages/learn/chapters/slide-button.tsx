// Slides the filter over the picture by itself.
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { learnWords } from '../../../words/learn.ts';
import { sizeOfMap } from '../core/place.ts';
import { useLearn } from '../learn-context.ts';

/** Milliseconds for each cell. */
const pace = 90;

export function SlideButton() {
  const { place, point } = useLearn();
  const [isSliding, setSliding] = useState(false);
  const at = useRef(0);
  const [height, width] = sizeOfMap(place.stage);
  useEffect(() => {
    if (!isSliding) return;
    const timer = setInterval(() => {
      at.current = (at.current + 1) % (height * width);
      point([Math.floor(at.current / width), at.current % width]);
    }, pace);
    return () => clearInterval(timer);
  }, [isSliding, height, width, point]);
  const toggle = () => {
    at.current = place.row * width + place.column;
    setSliding(!isSliding);
  };
  return (
    <Button icon={isSliding ? 'stop' : 'play'} onPress={toggle}>
      {isSliding ? learnWords.stopSliding : learnWords.slide}
    </Button>
  );
}
