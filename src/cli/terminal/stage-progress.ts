// Progress of work in several stages: one changing line on a terminal, else one line per stage.
import { percent } from '../../number-words.ts';
import { formatSeconds, notice, rewriteLine } from './output.ts';

const redrawMs = 200;

/** Returns a reporter that takes a stage and the share of it that is done. */
export function stageReporter(): (stage: string, share: number) => void {
  let current = '';
  let start = 0;
  let lastDrawn = 0;
  return (stage, share) => {
    const now = performance.now();
    if (stage !== current) {
      [current, start, lastDrawn] = [stage, now, 0];
      if (!process.stderr.isTTY) notice(stage);
    }
    if (!process.stderr.isTTY || (share < 1 && now - lastDrawn < redrawMs)) return;
    lastDrawn = now;
    const left = share > 0.02 ? `, ${formatSeconds(((now - start) / 1000) * (1 / share - 1))} left` : '';
    rewriteLine(share < 1 ? `${stage}: ${percent(share, 0)}${left}` : `${stage}: done\n`);
  };
}
