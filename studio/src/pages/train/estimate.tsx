// Time and memory of the run, measured before it starts.
import { useMutation } from '@tanstack/react-query';
import type { CommandOptions, Estimate as Measured } from '../../../../src/server/studio/contract/jobs.ts';
import { api } from '../../core/api.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { bytes, count, duration } from '../../words/numbers.ts';
import { trainWords } from '../../words/train.ts';
import styles from './train.module.css';

interface EstimateProps {
  readonly options: CommandOptions;
  readonly isValid: boolean;
}

export function Estimate({ options, isValid }: EstimateProps) {
  const { mutate, data, error, isPending, variables } = useMutation({
    mutationFn: (asked: CommandOptions) =>
      api<Measured>('estimate', { method: 'POST', body: { options: asked } }),
  });
  const measure = (
    <Button isDisabled={!isValid || isPending} onPress={() => mutate(options)}>
      {trainWords.measure}
    </Button>
  );
  return (
    <Panel title={trainWords.estimate} actions={measure}>
      <div role="status">
        {isPending ? (
          <p className={styles.hint}>{trainWords.measuring}</p>
        ) : error ? (
          <p className={styles.error}>{error.message}</p>
        ) : data ? (
          <>
            {variables !== options && <p className={styles.old}>{trainWords.estimateOld}</p>}
            <Measurements measured={data} />
          </>
        ) : (
          <p className={styles.hint}>{trainWords.estimateHint}</p>
        )}
      </div>
    </Panel>
  );
}

function Measurements({ measured }: { readonly measured: Measured }) {
  const { seconds, secondsPerEpoch, memory, parameters, count: pictures, imagesPerSecond } = measured;
  const rows = [
    [trainWords.time, duration(seconds)],
    [trainWords.perEpoch, duration(secondsPerEpoch.training + secondsPerEpoch.validation)],
    [trainWords.memory, bytes(memory.peak)],
    [trainWords.parameters, count(parameters)],
    [trainWords.pictures, count(pictures.training)],
    [trainWords.speed, count(Math.round(imagesPerSecond))],
  ] as const;
  return (
    <dl className={styles.measured}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
