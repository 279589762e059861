// Some validation pictures and what the newest model of a run says of them: they change with every epoch.
import type { RunDetail, RunValidation } from '../../../src/server/studio/contract/runs.ts';
import { answersCsv } from './answers-csv.ts';
import { runFileAddress } from '../core/run-file.ts';
import { partsOfSheet, type Sheet } from '../core/picture-sheet.ts';
import { SavePictures } from '../ui/save-pictures.tsx';
import { SheetPicture } from '../ui/sheet-picture.tsx';
import { count, number, percent } from '../words/numbers.ts';
import { runWords } from '../words/runs-common.ts';
import styles from './answers.module.css';

interface AnswersProps {
  readonly run: Pick<RunDetail, 'id' | 'sessions'>;
  readonly validation: RunValidation;
  /** How many pictures are shown; all of them if it is left out. */
  readonly most?: number;
}

export function Answers({ run, validation, most = Infinity }: AnswersProps) {
  const { samples, epoch } = validation;
  const sheet = sheetOf(run, validation);
  return (
    <section aria-label={runWords.answers} className={styles.answers}>
      <p className={styles.title}>
        {runWords.answers} <span className={styles.epoch}>{runWords.answersAfter(number(epoch))}</span>
        <SavePictures
          name={`${run.id}-answers`}
          label={runWords.saveAnswers}
          total={samples.length}
          picture={() => partsOfSheet(sheet, [...samples.keys()])}
          csv={() => answersCsv(validation)}
        />
      </p>
      <ul className={styles.pictures}>
        {samples.slice(0, most).map((sample, place) => (
          <Answer key={sample.index} {...{ sample, place, sheet, validation }} />
        ))}
      </ul>
    </section>
  );
}

/** A run that replaces another has other pictures at the same address. */
const sheetOf = ({ id, sessions }: AnswersProps['run'], { sheet, samples }: RunValidation): Sheet => ({
  ...sheet,
  rows: Math.ceil(samples.length / sheet.columns),
  address: `${runFileAddress(id, 'samples.webp')}?of=${encodeURIComponent(sessions[0]?.started ?? '')}`,
});

interface AnswerProps {
  readonly sample: RunValidation['samples'][number];
  readonly place: number;
  readonly sheet: Sheet;
  readonly validation: RunValidation;
}

function Answer({ sample, place, sheet, validation: { classNames } }: AnswerProps) {
  const { label, answer, probability, index, file } = sample;
  const nameOf = (number: number) => classNames[number] ?? String(number);
  const title = file ?? runWords.picture(count(index), nameOf(label));
  return (
    <li className={styles.tile} title={title}>
      <SheetPicture sheet={sheet} place={place} label={title} />
      <span>{nameOf(label)}</span>
      <span className={answer === label ? styles.right : styles.wrong}>
        {runWords.answer(nameOf(answer), percent(probability, 0))}
      </span>
    </li>
  );
}
