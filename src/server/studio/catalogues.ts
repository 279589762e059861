// The catalogues that were named at the start. One is opened when it is asked for, and closed when nobody has
// asked for a while: a folder is locked while it is open, and `atelier catalogue sync` needs it too.
import { createHash } from 'node:crypto';
import { basename, resolve } from 'node:path';
import { Registry } from 'prom-client';
import { InputError } from '../../errors.ts';
import { isDatabaseAddress } from '../../node/catalogue/database-address.ts';
import { CatalogueMetrics } from '../catalogue/metrics.ts';
import { ServedCatalogue } from '../catalogue/served-catalogue.ts';
import { notFound, TooBusy } from '../errors.ts';
import type { CatalogueName } from './contract/catalogue.ts';

/** After so long without a question a catalogue is closed, in milliseconds. */
const patience = 20_000;

interface Known extends CatalogueName {
  /** With the password, if there is one. */
  readonly address: string;
}

/** A catalogue while it is open. */
interface Open {
  readonly served: Promise<ServedCatalogue>;
  users: number;
  timer?: NodeJS.Timeout;
}

/** Catalogues by their ids. */
export class Catalogues {
  private readonly known: readonly Known[];
  private readonly open = new Map<string, Open>();
  private readonly closing = new Map<string, Promise<void>>();
  private readonly onError: (error: unknown) => void;

  /** @param places folders and addresses of databases */
  constructor(places: readonly string[], onError: (error: unknown) => void) {
    this.known = places.map(describe);
    this.onError = onError;
  }

  list(): CatalogueName[] {
    return this.known.map(({ id, name, place, option }) => ({ id, name, place, option }));
  }

  /**
   * Does something with a catalogue, which is opened for it.
   *
   * @throws HttpError 404 if there is none of this id, 503 if it can't be opened now
   */
  async use<T>(id: string, act: (catalogue: ServedCatalogue) => Promise<T>): Promise<T> {
    const found = this.known.find((known) => known.id === id);
    if (!found) throw notFound(`there is no catalogue ${id} here; name it with atelier studio --catalogue`);
    const open = this.open.get(id) ?? this.opened(found);
    clearTimeout(open.timer);
    open.users++;
    try {
      return await act(await open.served.catch(notNow));
    } finally {
      open.users--;
      if (open.users === 0 && this.open.get(id) === open)
        open.timer = setTimeout(() => this.release(id, open), patience).unref();
    }
  }

  /** Closes all. */
  async close(): Promise<void> {
    for (const [id, open] of this.open) this.release(id, open);
    await Promise.all(this.closing.values());
  }

  private opened({ id, address }: Known): Open {
    const start = async () => {
      await this.closing.get(id);
      return ServedCatalogue.open(
        address,
        {
          ...{ threads: 1, maxBatch: 16, maxQueue: 256 },
          onLost: (reason) => this.onError(new Error(`the catalogue ${id}: ${reason}`)),
          onFound: () => undefined,
        },
        (isReady) => new CatalogueMetrics(new Registry(), isReady),
      );
    };
    const open: Open = { served: start(), users: 0 };
    this.open.set(id, open);
    open.served.catch(() => this.open.delete(id)); // the next question tries again
    return open;
  }

  private release(id: string, open: Open): void {
    clearTimeout(open.timer);
    if (this.open.get(id) === open) this.open.delete(id);
    const closed = open.served
      .then((served) => served.close())
      .catch(this.onError)
      .finally(() => this.closing.delete(id));
    this.closing.set(id, closed);
  }
}

/**
 * A catalogue that was named is no fault of a request: its database may be away, or its folder in use by a
 * command. Both pass.
 */
function notNow(error: unknown): never {
  throw error instanceof InputError ? new TooBusy(error.message) : error;
}

function describe(address: string): Known {
  const isDatabase = isDatabaseAddress(address);
  const place = isDatabase ? withoutPassword(address) : address;
  const name = isDatabase ? place.replace(/^.*\//, '').replace(/\?.*$/, '') : basename(resolve(address));
  const digest = createHash('sha256')
    .update(isDatabase ? place : resolve(address))
    .digest('hex');
  const id = `${name.replace(/[^\w-]+/g, '-').slice(0, 60)}-${digest.slice(0, 8)}`;
  return { id, name, place, option: isDatabase ? '--database' : '--in', address };
}

const withoutPassword = (address: string): string => address.replace(/^(\w+:\/\/[^:@/]*):[^@/]*@/, '$1@');
