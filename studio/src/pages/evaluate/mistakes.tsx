// The surest mistakes, each with a map of what the network looked at.
import { useQuery } from '@tanstack/react-query';
import type { MistakesDocument } from '../../../../src/server/studio/contract/evaluations.ts';
import { savePixels } from '../../core/save-pixels.ts';
import { Loading } from '../../ui/loading.tsx';
import { Failure } from '../../ui/panel.tsx';
import { csvEntry, pngEntry, SaveMenu } from '../../ui/save-menu.tsx';
import { evaluateWords } from '../../words/evaluate.ts';
import { percent } from '../../words/numbers.ts';
import { pictureName } from './core/predictions.ts';
import { mistakesCsv } from './core/tables.ts';
import { LabelErrorsLink } from './label-errors-link.tsx';
import { mistakesSheet } from './mistakes-sheet.ts';
import { MissingPart } from './missing-part.tsx';
import { documentQuery } from './queries.ts';
import type { ResultsProps } from './results-props.ts';
import { useEvaluateView } from './use-view.ts';
import styles from './evaluate.module.css';

export function Mistakes({ evaluation, results, query }: ResultsProps) {
  const isHere = evaluation.files.includes('mistakes.json');
  const { data, error, refetch } = useQuery({
    ...documentQuery<MistakesDocument>(evaluation, 'mistakes.json'),
    enabled: isHere,
  });
  if (!isHere) return <MissingPart evaluation={evaluation} query={query} />;
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  if (data.mistakes.length === 0) return <p className={styles.quiet}>{evaluateWords.noMistakes}</p>;
  const entries = [
    pngEntry(async () => savePixels('mistakes', await mistakesSheet(data))),
    csvEntry('mistakes', () => mistakesCsv(data, results.predictions)),
  ];
  return (
    <>
      <p className={styles.between}>
        <span className={styles.quiet}>{data.about}</span>
        <SaveMenu label={evaluateWords.saveMistakes} entries={entries} />
      </p>
      <LabelErrorsLink data={results.document.data} />
      <ul className={styles.mistakes}>
        {data.mistakes.map((mistake) => (
          <Mistake key={mistake.index} mistake={mistake} results={results} />
        ))}
      </ul>
    </>
  );
}

interface MistakeProps extends Pick<ResultsProps, 'results'> {
  readonly mistake: MistakesDocument['mistakes'][number];
}

function Mistake({
  mistake: { index, label, likeliest, picture, maps },
  results: { predictions },
}: MistakeProps) {
  const { open } = useEvaluateView();
  const { classNames } = predictions;
  const [first] = likeliest;
  if (!first) return null;
  return (
    <li>
      <button
        type="button"
        className={styles.mistake}
        onClick={() => open({ kind: 'cell', label, prediction: first.label })}
      >
        <span className={styles.views}>
          <img src={picture} alt="" />
          {maps.map(({ title, address }) => (
            <img key={title} src={address} alt={title} />
          ))}
        </span>
        <strong>{evaluateWords.confusion(classNames[label]!, classNames[first.label]!)}</strong>
        <span className={styles.quiet}>
          {percent(first.probability)} · {pictureName(predictions, index)}
        </span>
      </button>
    </li>
  );
}
