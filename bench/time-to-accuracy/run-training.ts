// Runs one training in a separate process, from start to end.
import { Disturbance } from '../disturbance.ts';
import { LineProcess, PeerUnavailable, type CommandLine } from '../line-process.ts';
import { parseMessage, type Done, type EpochReport, type OurWork, type PeerWork } from './protocol.ts';

/** The results of a training. */
export interface Trained extends Omit<Done, 'done'> {
  /**
   * The seconds from the start of the process until its libraries are loaded; the epochs' seconds do not
   * include them.
   */
  startSeconds: number;
  epochs: EpochReport[];
  versions: Record<string, string>;
  /** How many cores other programs used meanwhile; null if unknown. */
  othersCores: number | null;
}

/**
 * Runs a training and reports each epoch.
 *
 * @throws PeerUnavailable with the reason if the process can't be started, fails or dies
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
    if ('ready' in message) throw new PeerUnavailable('expected an epoch, got a second "ready"');
    epochs.push(message);
    onEpoch(message);
  }
}
