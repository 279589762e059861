// A number between two bounds.
import { Label } from 'react-aria-components/Label';
import {
  Slider as AriaSlider,
  SliderFill,
  SliderOutput,
  SliderThumb,
  SliderTrack,
} from 'react-aria-components/Slider';
import { useAhead } from './use-ahead.ts';
import styles from './slider.module.css';

interface SliderProps {
  readonly label: string;
  /** Whether the track stands alone; the label is for screen readers. */
  readonly isBare?: boolean;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly minimum: number;
  readonly maximum: number;
  readonly step: number;
  /** The value in words. */
  readonly write?: (value: number) => string;
}

export function Slider(props: SliderProps) {
  const { label, isBare = false, minimum, maximum, step, write = String } = props;
  const { now, change, settle } = useAhead(props.value, props.onChange);
  const name = isBare ? { 'aria-label': label } : {};
  return (
    <AriaSlider
      className={styles.slider!}
      value={now}
      onChange={change}
      minValue={minimum}
      maxValue={maximum}
      step={step}
      {...name}
    >
      {!isBare && <Label>{label}</Label>}
      <SliderTrack className={styles.track!}>
        <SliderFill className={styles.fill!} />
        <SliderThumb className={styles.thumb!} onBlur={settle} {...name} />
      </SliderTrack>
      {!isBare && <SliderOutput className={styles.output!}>{write(now)}</SliderOutput>}
    </AriaSlider>
  );
}
