// A number between two bounds.
import { Label } from 'react-aria-components/Label';
import {
  Slider as AriaSlider,
  SliderFill,
  SliderOutput,
  SliderThumb,
  SliderTrack,
} from 'react-aria-components/Slider';
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

export const Slider = ({
  label,
  isBare = false,
  value,
  onChange,
  minimum,
  maximum,
  step,
  write = String,
}: SliderProps) => (
  <AriaSlider
    className={styles.slider!}
    value={value}
    onChange={onChange}
    minValue={minimum}
    maxValue={maximum}
    step={step}
    {...(isBare && { 'aria-label': label })}
  >
    {!isBare && <Label>{label}</Label>}
    <SliderTrack className={styles.track!}>
      <SliderFill className={styles.fill!} />
      <SliderThumb className={styles.thumb!} {...(isBare && { 'aria-label': label })} />
    </SliderTrack>
    {!isBare && <SliderOutput className={styles.output!}>{write(value)}</SliderOutput>}
  </AriaSlider>
);
