// A convolution over several maps: what each of them adds to the sum.
import { learnWords, signed } from '../../../words/learn.ts';
import { useLearn } from '../learn-context.ts';
import { Choice } from './choice.tsx';
import styles from './chapters.module.css';

export function InputMaps({ sums }: { readonly sums: readonly number[] }) {
  const { place, go } = useLearn();
  const choices = sums.map((sum, id) => ({
    ...{ id, name: `${learnWords.fromMap(id)}: ${signed(sum)}` },
    content: (
      <span className={styles.part}>
        <i>{id + 1}</i>
        {signed(sum)}
      </span>
    ),
  }));
  return (
    <Choice
      label={learnWords.inputMaps}
      choices={choices}
      chosen={place.from}
      onChoose={(from) => go({ from }, true)}
    />
  );
}
