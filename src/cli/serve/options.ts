// The options of `atelier serve`.

/** The options as commander gives them; those that are missing have defaults in the server. */
export interface ServeOptions {
  readonly models?: string;
  readonly catalogue?: string;
  readonly port: number;
  readonly host: string;
  readonly device?: 'cpu' | 'cuda';
  readonly instances?: number;
  readonly threads?: number;
  readonly maxBatch: number;
  readonly batchDelay: number;
  readonly maxQueue: number;
  readonly maxBody: number;
  readonly maxPixels?: number;
  readonly maxConnections: number;
  readonly requestTimeout: number;
  readonly headersTimeout: number;
  readonly idleTimeout: number;
  readonly grace: number;
  readonly poll: number;
  readonly tokenFile?: string;
  readonly cors?: string[];
  readonly rateLimit?: number;
  readonly logLevel: string;
}
