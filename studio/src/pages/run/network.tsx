// The layers of the run's network, drawn; each opens what it makes of a picture.
import { useCallback } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { modelFigure } from '../../../../src/figures/model/figure.ts';
import type { ModelDescription } from '../../../../src/nn/describe.ts';
import { shellLine } from '../../../../src/shell-words.ts';
import type { RunDetail } from '../../../../src/server/studio/contract/runs.ts';
import { CopyMenu } from '../../ui/copy-menu.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Failure } from '../../ui/panel.tsx';
import { SpotFigure } from '../../ui/spot-figure.tsx';
import { runPageWords } from '../../words/run.ts';
import { networkCode } from './core/code.ts';
import { layersCsv } from './core/layers.ts';
import { networkQuery } from './network-query.ts';
import styles from './run.module.css';

/** Narrower drawings have no room for the words. */
const leastWidth = 680;

export function Network({ run }: { readonly run: RunDetail }) {
  const hasModel = run.epochsDone > 0;
  const { data, error, refetch } = useQuery({ ...networkQuery(run.id), enabled: hasModel });
  if (!hasModel)
    return <EmptyState icon="learn" title={runPageWords.noNetwork} hint={runPageWords.noNetworkHint} />;
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  return data ? <Drawing run={run} description={data} /> : <Loading />;
}

interface DrawingProps {
  readonly run: RunDetail;
  readonly description: ModelDescription;
}

function Drawing({ run, description }: DrawingProps) {
  const navigate = useNavigate();
  const draw = useCallback((width: number) => modelFigure(description, width), [description]);
  const open = (layer: string) => void navigate({ to: '/try', search: { model: run.id, features: layer } });
  return (
    <>
      <div className={styles.aboveNetwork}>
        <p className={styles.quiet}>{runPageWords.networkHint}</p>
        <CopyMenu
          command={shellLine(['summary', run.folder, '--out', 'network.svg'])}
          code={networkCode(run.folder)}
        />
      </div>
      <SpotFigure leastWidth={leastWidth} draw={draw} csv={() => layersCsv(description)} onOpen={open} />
    </>
  );
}
