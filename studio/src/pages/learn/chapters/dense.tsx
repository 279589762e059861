// The evidence for a class: each number of the row, its weight, and their product.
import { useMemo } from 'react';
import { useTheme } from '../../../ui/use-theme.ts';
import { decimal, learnWords, signed } from '../../../words/learn.ts';
import { denseTerms, largest } from '../core/arithmetic.ts';
import { paintSigned } from '../core/colours.ts';
import { rowShape } from '../core/place.ts';
import { mosaicOf } from '../core/mosaic.ts';
import { useLearn } from '../learn-context.ts';
import { Map } from '../map.tsx';
import { StrongestTerms } from './strongest-terms.tsx';
import { Total } from './total.tsx';
import { UnitChoice } from './unit-choice.tsx';
import { WeightControl } from './weight-control.tsx';
import styles from './chapters.module.css';

export function DenseChapter() {
  const { store, question, reading, place, go } = useLearn();
  const theme = useTheme();
  const { stage, source, map: unit, from } = place;
  const units = stage.shape[0]!;
  const [features, kernel] = [reading.values[source.id]!, question.weights[stage.kernel!]!];
  const terms = useMemo(() => denseTerms(features, kernel, units, unit), [features, kernel, units, unit]);
  const shape = rowShape(source, store.walk.stages);
  const mosaic = useMemo(() => mosaicOf(terms.products, shape), [terms, shape]);
  const pixels = useMemo(
    () => paintSigned(mosaic.values, largest(terms.products), theme),
    [mosaic, terms, theme],
  );
  const choose = (index: number) => go({ map: unit, from: index }, true);
  const [value, weight, product] = [terms.values[from]!, terms.weights[from]!, terms.products[from]!];
  const written = `${decimal(value)} × ${decimal(weight)} = ${decimal(product)}`;
  const name = learnWords.cellName(from, shape);
  return (
    <div className={styles.column}>
      <UnitChoice />
      <div className={styles.evidence}>
        <figure className={styles.map} style={{ width: 300 }}>
          <figcaption>{learnWords.contributions}</figcaption>
          <Map
            label={learnWords.contributions}
            pixels={pixels}
            height={mosaic.height}
            width={mosaic.width}
            size={300}
            cell={mosaic.cellOf(from)}
            spoken={`${name}: ${written}`}
            onPoint={([row, column]) => {
              const index = mosaic.indexAt(row, column);
              if (index !== undefined) choose(index);
            }}
          />
        </figure>
        <div className={styles.column}>
          <p className={styles.formula} role="status">
            <span>{name}</span>
            {written}
          </p>
          <WeightControl name={stage.kernel!} index={from * units + unit} label={learnWords.chosenWeight} />
          <StrongestTerms terms={terms} shape={shape} onChoose={choose} />
          <Total
            parts={[
              [learnWords.sumOfAll(terms.products.length), decimal(terms.sum)],
              ...(stage.bias === undefined
                ? []
                : [[learnWords.bias, signed(question.weights[stage.bias]![unit]!)] as const]),
            ]}
            result={[learnWords.score, decimal(reading.values[stage.id]![unit]!)]}
          />
        </div>
      </div>
    </div>
  );
}
