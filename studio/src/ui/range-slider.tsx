// Two numbers between two bounds, the first not above the second.
import { Label } from 'react-aria-components/Label';
import { Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components/Slider';
import styles from './slider.module.css';

interface RangeSliderProps {
  readonly label: string;
  /** The names of the two thumbs, for screen readers. */
  readonly thumbs: readonly [string, string];
  readonly value: readonly [number, number];
  readonly onChange: (value: readonly [number, number]) => void;
  readonly minimum: number;
  readonly maximum: number;
  readonly step: number;
  /** Both numbers in words. */
  readonly write: (low: number, high: number) => string;
}

export const RangeSlider = ({
  label,
  thumbs,
  value,
  onChange,
  minimum,
  maximum,
  step,
  write,
}: RangeSliderProps) => (
  <Slider
    className={styles.slider!}
    value={[...value]}
    onChange={([low, high]) => onChange([low!, high!])}
    minValue={minimum}
    maxValue={maximum}
    step={step}
  >
    <Label>{label}</Label>
    <SliderTrack className={styles.track!}>
      {thumbs.map((name, index) => (
        <SliderThumb key={name} index={index} className={styles.thumb!} aria-label={name} />
      ))}
    </SliderTrack>
    <SliderOutput className={styles.output!}>{write(value[0], value[1])}</SliderOutput>
  </Slider>
);
