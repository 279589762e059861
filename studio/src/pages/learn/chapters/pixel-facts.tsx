// From the byte of a pixel to the number that the network reads, step by step.
import { decimal, learnWords } from '../../../words/learn.ts';
import { useLearn } from '../learn-context.ts';
import { Calculation } from './calculation.tsx';
import styles from './chapters.module.css';

export function PixelFacts() {
  const { store, question, reading, place } = useLearn();
  const { input, preprocessing } = store.walk.card;
  const at = place.row * input.width + place.column;
  return (
    <div className={styles.facts}>
      <h3>{learnWords.pixelAt(place.row, place.column)}</h3>
      {Array.from({ length: input.channels }, (_, c) => {
        const i = c * input.height * input.width + at;
        const [level, read] = [question.pixels[i]!, reading.values['picture']![i]!];
        const [mean, std] = [preprocessing.mean[c]!, preprocessing.std[c]!];
        const share = decimal(level / 255, 3);
        const name = input.channels === 1 ? learnWords.light : (learnWords.channelNames[c] ?? String(c));
        return (
          <Calculation
            key={c}
            name={name}
            steps={[
              [name, String(level)],
              [learnWords.asShare, `${level} ÷ 255 = ${share}`],
              [
                learnWords.normalised,
                `(${share} − ${decimal(mean, 3)}) ÷ ${decimal(std, 3)} = ${decimal(read, 3)}`,
              ],
            ]}
          />
        );
      })}
    </div>
  );
}
