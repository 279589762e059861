// Progress of reading photographs: one changing line on a terminal, else one line at the start and, for long
// work, one every half minute. The time left is that of the rest at the speed so far.
import type { PictureProgress } from '../../node/data/photographs/reading.ts';
import { formatSeconds, notice, oneLine, rewriteLine } from './output.ts';

const redrawMs = 100;
const noticeMs = 30_000;

/** Returns a reporter to call after every picture. */
export function pictureReporter(
  now: () => number = () => performance.now(),
): (progress: PictureProgress) => void {
  let start = now();
  let lastDrawn = -Infinity;
  return ({ name, done, total }) => {
    const title = `reading ${total.toLocaleString('en')} picture${total === 1 ? '' : 's'} of ${oneLine(name)}`;
    if (done === 0) start = lastDrawn = now();
    const line = `${title}: ${done.toLocaleString('en')}${timeLeft(done, total, now() - start)}`;
    if (!process.stderr.isTTY) {
      if (done === 0) return notice(title);
      if (done === total || now() - lastDrawn < noticeMs) return;
      lastDrawn = now();
      return notice(line);
    }
    if (done < total && now() - lastDrawn < redrawMs) return;
    lastDrawn = now();
    rewriteLine(done < total ? line : `${title}\n`);
  };
}

/** Empty at the start, when the speed is not known yet. */
function timeLeft(done: number, total: number, ms: number): string {
  if (ms < 1000) return '';
  return `, ${formatSeconds((ms / 1000) * (total / done - 1))} left`;
}
