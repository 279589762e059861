// Progress of reading photographs: one changing line on a terminal, else one line at the start.
import type { PictureProgress } from '../../node/data/photographs/read.ts';
import { notice, oneLine, rewriteLine } from './output.ts';

const redrawMs = 100;

/** Returns a reporter to call after every picture. */
export function pictureReporter(): (progress: PictureProgress) => void {
  let lastDrawn = -Infinity;
  return ({ name, done, total }) => {
    const title = `reading ${total.toLocaleString('en')} picture${total === 1 ? '' : 's'} of ${oneLine(name)}`;
    if (!process.stderr.isTTY) {
      if (done === 0) notice(title);
      return;
    }
    const now = performance.now();
    if (done < total && now - lastDrawn < redrawMs) return;
    lastDrawn = now;
    rewriteLine(done < total ? `${title}: ${done.toLocaleString('en')}` : `${title}\n`);
  };
}
