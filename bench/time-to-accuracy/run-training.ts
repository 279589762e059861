// One training in a process of its own, from its start to its end, as the bench sees it.
import { Disturbance } from '../disturbance.ts';
import { LineProcess, PeerUnavailable, type CommandLine } from '../line-process.ts';
import { parseMessage, type Done, type EpochReport, type OurWork, type PeerWork } from './protocol.ts';

/** What came of a training. */
export interface Trained extends Omit<Done, 'done'> {
  /** From the start of the process to its libraries being loaded; no part of the epochs' seconds. */
  startSeconds: number;
  epochs: EpochReport[];
  versions: Record<string, string>;
  /** How many cores other programs used meanwhile, or null where that can't be known. */
  othersCores: number | null;
}

/**
 * Runs a training and tells of each epoch.
 *
 * @throws PeerUnavailable where the process can't be started, fails or dies, with the reason
 */
export async function runTraining(
  commandLine: CommandLine,
  work: OurWork | PeerWork,
  onEpoch: (report: EpochReport) => void,
): Promise<Trained> {
  const child = new LineProcess(commandLine);
  const start = performance.now();
  try {
    child.start();
    child.send(work);
    const ready = await child.next(parseMessage);
    if (!('ready' in ready)) throw new PeerUnavailable(`expected "ready", got ${JSON.stringify(ready)}`);
    const startSeconds = (performance.now() - start) / 1000;
    const disturbance = new Disturbance([child]);
    const { epochs, end } = await allEpochs(child, onEpoch);
    const { parameters, pictures } = end;
    const othersCores = disturbance.othersCores();
    return { startSeconds, epochs, parameters, pictures, versions: ready.versions, othersCores };
  } finally {
    await child.stop();
  }
}

async function allEpochs(
  child: LineProcess,
  onEpoch: (report: EpochReport) => void,
): Promise<{ epochs: EpochReport[]; end: Done }> {
  const epochs: EpochReport[] = [];
  for (;;) {
    const message = await child.next(parseMessage);
    if ('failed' in message) throw new PeerUnavailable(message.failed);
    if ('done' in message) return { epochs, end: message };
    if ('ready' in message) throw new PeerUnavailable('it said that it was ready twice');
    epochs.push(message);
    onEpoch(message);
  }
}
