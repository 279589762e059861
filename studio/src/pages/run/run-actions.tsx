// What one can do with a run: stop, resume, extend, try, duplicate, delete; copy its command.
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { RunDetail } from '../../../../src/server/studio/contract/runs.ts';
import { copyText } from '../../core/copy.ts';
import { toasts } from '../../core/toasts.ts';
import { deleteRun, startJob, stopRun } from '../../runs/change-run.ts';
import { Button } from '../../ui/button.tsx';
import { CopyMenu } from '../../ui/copy-menu.tsx';
import type { IconName } from '../../ui/icon.tsx';
import { Menu } from '../../ui/menu.tsx';
import { useActions } from '../../ui/use-actions.ts';
import { commonWords } from '../../words/common.ts';
import { runWords } from '../../words/runs-common.ts';
import { runPageWords } from '../../words/run.ts';
import { codeOf } from './core/code.ts';
import { ExtendDialog } from './extend-dialog.tsx';

export function RunActions({ run }: { readonly run: RunDetail }) {
  const [isExtending, setExtending] = useState(false);
  const can = useRunCommands(run, () => setExtending(true));
  useActions(
    useMemo(
      () => [
        ...can.map(({ id, name, run }) => ({ id: `run-${id}`, name, section: runPageWords.results, run })),
        {
          ...{ id: 'run-copy', name: commonWords.copyCommand, section: runPageWords.results, keys: 'c' },
          run: () => void copyText(run.command),
        },
      ],
      [can, run.command],
    ),
  );
  const first = can.find(({ id }) => id === 'stop' || id === 'resume');
  return (
    <>
      {first && (
        <Button icon={first.icon} look={first.id === 'resume' ? 'primary' : 'plain'} onPress={first.run}>
          {first.name}
        </Button>
      )}
      <CopyMenu command={run.command} code={codeOf(run)} />
      <Menu label={runPageWords.more} icon="more" entries={can.filter((entry) => entry !== first)} />
      {isExtending && <ExtendDialog run={run} onClose={() => setExtending(false)} />}
    </>
  );
}

/** The commands that the state of a run allows. */
function useRunCommands(run: RunDetail, extend: () => void) {
  const cache = useQueryClient();
  const router = useRouter();
  const { status } = run;
  const hasModel = run.epochsDone > 0;
  return useMemo(() => {
    const isAlive = status === 'running' || status === 'stopping';
    const resume = () =>
      void startJob(cache, { kind: 'resume', run: run.id })
        .then(() => toasts.tell(runWords.resumed(run.name)))
        .catch((error: unknown) => toasts.fail(error));
    const remove = () => {
      void router.navigate({ to: '/runs' });
      void deleteRun(cache, run);
    };
    return [
      status === 'running' && entry('stop', runWords.stop, 'stop', () => void stopRun(cache, run)),
      ['stopped', 'pruned', 'failed'].includes(status) &&
        entry('resume', runPageWords.resume, 'play', resume),
      !isAlive && status !== 'broken' && entry('extend', runPageWords.extend, 'plus', extend),
      hasModel &&
        entry(
          'try',
          runPageWords.try,
          'try',
          () => void router.navigate({ to: '/try', search: { model: run.id } }),
        ),
      status !== 'broken' &&
        entry(
          'duplicate',
          runPageWords.duplicate,
          'copy',
          () => void router.navigate({ to: '/train', search: { from: run.id } }),
        ),
      hasModel &&
        entry(
          'evaluate',
          runPageWords.evaluate,
          'evaluate',
          () => void router.navigate({ to: '/evaluate', search: { model: run.id } }),
        ),
      status !== 'broken' &&
        entry(
          'tune',
          runPageWords.tune,
          'tune',
          () => void router.navigate({ to: '/tune', search: { from: run.id } }),
        ),
      !isAlive && { ...entry('delete', runPageWords.delete, 'trash', remove), isDangerous: true },
    ].filter((command) => command !== false);
    // The figures of a run change often and matter nothing here.
  }, [cache, router, run.id, run.name, hasModel, status]);
}

const entry = (id: string, name: string, icon: IconName, run: () => void) => ({
  ...{ id, name, icon, run },
});
