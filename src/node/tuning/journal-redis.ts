// A journal on a Redis server, as Optuna's JournalRedisBackend keeps it: the number of the last operation
// under `:log_number`, and each operation under `:log:<number>`. Waits while the server is away.
import { setTimeout as sleep } from 'node:timers/promises';
import { InputError } from '../../errors.ts';
import { formatOperation, parseOperation, type Operation } from '../../tuning/journal/operations.ts';
import type { JournalStorage } from './journal-storage.ts';

const lastNumber = ':log_number';
const keyOf = (number: number): string => `:log:${number}`;

/** Appends the arguments after the first if the last number is the first argument. */
const appendScript = `
if tonumber(redis.call('GET', KEYS[1]) or '-1') ~= tonumber(ARGV[1]) then return 0 end
for i = 2, #ARGV do
  redis.call('SET', ':log:' .. redis.call('INCR', KEYS[1]), ARGV[i])
end
return 1`;

/** How many operations one request reads. */
const batch = 5000;

/**
 * Connects to a journal.
 *
 * @throws InputError if the server does not answer at first. Later it is waited for
 */
export async function openRedisJournal(address: string): Promise<JournalStorage> {
  const { createClient } = await import('redis');
  const name = withoutPassword(address);
  const client = createClient({
    url: address,
    // The caller decides whether an operation is repeated, so none waits in a queue.
    disableOfflineQueue: true,
    socket: { reconnectStrategy: (tries) => Math.min(2000, 50 * 2 ** tries), connectTimeout: 5000 },
  });
  let [isOpen, count] = [false, 0];
  let complaint: Error | undefined;
  client.on('error', (error: Error) => (complaint = error));
  const connected = client.connect().catch((error: Error) => (complaint = error));
  await Promise.race([connected, sleep(6000)]);
  if (!client.isReady) {
    client.destroy();
    const why = complaint ? `: ${complaint.message || 'no connection'}` : '';
    throw new InputError(`${name}: the Redis server does not answer${why}`);
  }
  isOpen = true;
  await client.setNX(lastNumber, '-1');

  /** Repeats a request until the server answers. */
  async function whenReady<T>(request: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await request();
      } catch (error) {
        if (!isOpen || isAnswer(error)) throw error;
        await sleep(200);
      }
    }
  }

  async function read(): Promise<Operation[]> {
    const last = Number((await whenReady(() => client.get(lastNumber))) ?? -1);
    const operations: Operation[] = [];
    while (count <= last) {
      const size = Math.min(batch, last - count + 1);
      const keys = Array.from({ length: size }, (_, i) => keyOf(count + i));
      const texts = await whenReady(() => client.mGet(keys));
      const hole = texts.indexOf(null); // a writer without a script has counted, and not written yet
      for (const [i, text] of texts.slice(0, hole === -1 ? size : hole).entries())
        operations.push(parsed(text!, `${name}${keyOf(count + i)}`));
      count += hole === -1 ? size : hole;
      if (hole !== -1) await sleep(100);
    }
    return operations;
  }

  async function append(operations: readonly Operation[]): Promise<boolean> {
    if (operations.length === 0) return true;
    const texts = operations.map(formatOperation);
    try {
      const script = { keys: [lastNumber], arguments: [String(count - 1), ...texts] };
      return (await client.eval(appendScript, script)) === 1;
    } catch (error) {
      // If the connection broke, the operations may be there or not: the caller reads and sees.
      if (!isOpen || isAnswer(error)) throw error;
      await sleep(200);
      return false;
    }
  }

  async function close(): Promise<void> {
    isOpen = false;
    if (client.isReady) await client.close();
    else client.destroy();
  }
  return { name, read, append, close };
}

/** Whether the server itself refused, which waiting does not change. */
const isAnswer = (error: unknown): boolean =>
  (error as Error).constructor.name.endsWith('ErrorReply') ||
  (error as Error).constructor.name === 'SimpleError';

function parsed(text: string, place: string): Operation {
  try {
    return parseOperation(text);
  } catch {
    throw new InputError(`${place}: expected an operation of a journal as JSON; the entry is damaged`);
  }
}

const withoutPassword = (address: string): string => address.replace(/\/\/[^@/]*@/, '//');
