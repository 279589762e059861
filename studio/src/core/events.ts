// The server's events, once for a browser. HTTP/1.1 allows six connections to a server, so the tabs share
// one stream: whoever holds the lock reads it and passes everything on. When that tab closes, the next one
// goes on after the last event that it has seen.
import type { StudioEvent } from '../../../src/server/studio/contract/events.ts';

const lockName = 'atelier-events';
const patience = 2000;

/** What a tab tells the others. */
type Message =
  | { readonly kind: 'event'; readonly id: string; readonly event: StudioEvent }
  | { readonly kind: 'state'; readonly isConnected: boolean };

/** What the stream needs of the browser; tests give their own. */
export interface EventSurroundings {
  readonly locks: Pick<LockManager, 'request'>;
  readonly openChannel: () => Pick<BroadcastChannel, 'postMessage' | 'onmessage' | 'close'>;
  readonly openSource: (
    url: string,
  ) => Pick<EventSource, 'onmessage' | 'onerror' | 'onopen' | 'close' | 'readyState'>;
}

const browserSurroundings = (): EventSurroundings => ({
  locks: navigator.locks,
  openChannel: () => new BroadcastChannel(lockName),
  openSource: (url) => new EventSource(url),
});

export interface EventHandlers {
  readonly onEvent: (event: StudioEvent) => void;
  /** Whether the server answers. */
  readonly onState: (isConnected: boolean) => void;
}

/** Follows the events until the returned function is called. */
export function followEvents(handlers: EventHandlers, surroundings = browserSurroundings()): () => void {
  const end = new AbortController();
  const channel = surroundings.openChannel();
  let lastId: string | undefined;
  const take = (message: Message) => {
    if (message.kind === 'state') return handlers.onState(message.isConnected);
    lastId = message.id;
    handlers.onEvent(message.event);
  };
  channel.onmessage = ({ data }: MessageEvent<Message>) => take(data);
  const both = (message: Message) => {
    channel.postMessage(message);
    take(message);
  };
  const lead = () => readStream(surroundings, () => lastId, both, end.signal);
  surroundings.locks.request(lockName, { signal: end.signal }, lead).catch((error: unknown) => {
    if (!end.signal.aborted) throw error;
  });
  return () => {
    end.abort();
    channel.close();
  };
}

/** Reads the stream, opening it again where it ends, until the signal. */
function readStream(
  { openSource }: EventSurroundings,
  lastId: () => string | undefined,
  tell: (message: Message) => void,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) return Promise.resolve(); // the lock came as the tab closed
  return new Promise((resolve) => {
    let source: ReturnType<EventSurroundings['openSource']>;
    let again: ReturnType<typeof setTimeout> | undefined;
    const open = () => {
      const id = lastId();
      source = openSource(`/api/events${id === undefined ? '' : `?since=${encodeURIComponent(id)}`}`);
      source.onopen = () => tell({ kind: 'state', isConnected: true });
      source.onmessage = ({ data, lastEventId }: MessageEvent<string>) =>
        tell({ kind: 'event', id: lastEventId, event: JSON.parse(data) as StudioEvent });
      source.onerror = () => {
        tell({ kind: 'state', isConnected: false });
        source.close(); // the browser's own second try knows nothing of other tabs' ids
        again = setTimeout(open, patience);
      };
    };
    open();
    signal.addEventListener('abort', () => {
      clearTimeout(again);
      source.close();
      resolve();
    });
  });
}
