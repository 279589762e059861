// Requests from a seed: right ones with a few things wrong, on every route. `fuzz.test.ts` sends a thousand;
// `npx tsx test/serving/fuzz.ts URL COUNT [SEED]` sends more to a server that runs.
import { pathToFileURL } from 'node:url';
import { deflateSync, gzipSync } from 'node:zlib';
import { Random } from '../../src/random.ts';

/** A request to send. */
export interface FuzzedRequest {
  readonly path: string;
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array<ArrayBuffer> | undefined;
}

const strange = [
  -1,
  0,
  1.5,
  1e300,
  2 ** 53,
  null,
  true,
  '',
  'NaN',
  '\u0000',
  [],
  {},
  [[[]]],
  'x'.repeat(300),
];
const names = [
  'small',
  'small',
  'small',
  'other',
  '..',
  '%2e%2e%2f',
  '%00',
  'a%2Fb',
  '%F0%9F%91%A2',
  'x'.repeat(300),
];

/** Makes the request number `i` of a seed. */
function fuzzedRequest(seed: number, i: number): FuzzedRequest {
  const random = new Random(seed, 'fuzz', i);
  const pick = <T>(choices: readonly T[]): T => choices[random.integer(choices.length)]!;
  const rarely = (share: number): boolean => random.uniform() < share;
  const bytes = (length: number) => Uint8Array.from({ length }, () => random.integer(256));
  const spoil = (value: unknown): unknown => {
    if (rarely(0.06)) return pick(strange);
    if (Array.isArray(value)) return value.map(spoil);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [rarely(0.03) ? `${key}x` : key, spoil(one)]),
    );
  };
  const model = `/v2/models/${pick(names)}${rarely(0.3) ? `/versions/${pick(['1', '0', '-1', 'x'])}` : ''}`;
  const rows = random.integer(4);
  const isBinary = rarely(0.5);
  const data = isBinary ? {} : { data: [...bytes(16 * rows)] };
  const request = {
    id: 'a',
    inputs: [
      {
        ...{ name: 'image', shape: [rows, 1, 4, 4], datatype: 'UINT8', ...data },
        ...(isBinary && { parameters: { binary_data_size: 16 * rows } }),
      },
    ],
    outputs: [
      { name: 'probabilities', parameters: { binary_data: rarely(0.5), classification: random.integer(5) } },
    ],
  };
  const json = new TextEncoder().encode(JSON.stringify(spoil(request)));
  const tail = isBinary ? bytes(16 * rows + (rarely(0.2) ? random.integer(9) : 0)) : new Uint8Array();
  const headers: Record<string, string> = {};
  if (isBinary || rarely(0.1))
    headers['inference-header-content-length'] = String(
      rarely(0.2) ? pick([-1, '1e3', 1e9, 0, '', 'x']) : json.length,
    );
  const [path, method, plain] = pick<[string, string, Uint8Array]>([
    ...Array<[string, string, Uint8Array]>(4).fill([
      `${model}/infer`,
      'POST',
      Uint8Array.from([...json, ...tail]),
    ]),
    [`/predict?top=${pick(['1', '0', 'x', '1e9', ''])}`, 'POST', bytes(random.integer(200))],
    ['/predict', 'POST', Uint8Array.from([137, 80, 78, 71, 13, 10, 26, 10, ...bytes(random.integer(100))])],
    ['/v2/repository/index', 'POST', new TextEncoder().encode(JSON.stringify(spoil({ ready: true })))],
    [
      `${model}${pick(['', '/ready', '/stats', '/card', '/%', '//'])}`,
      pick(['GET', 'HEAD', 'PUT']),
      new Uint8Array(),
    ],
  ]);
  const body = rarely(0.1) ? plain.slice(0, random.integer(plain.length + 1)) : plain;
  const packing = pick(['', '', '', 'gzip', 'deflate', 'gzip-not', 'x']);
  if (packing !== '') headers['content-encoding'] = packing.replace('-not', '');
  if (rarely(0.7))
    headers['content-type'] = pick([
      'application/json',
      'application/octet-stream',
      'image/png',
      'multipart/form-data; boundary=a',
      'x',
    ]);
  const packed = packing === 'gzip' ? gzipSync(body) : packing === 'deflate' ? deflateSync(body) : body;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return { path, method, headers, body: hasBody ? new Uint8Array(packed) : undefined };
}

/**
 * Sends requests, 32 at a time, and tells what must not be: answers of 500 and above except 503, answers
 * later than `limitMs`, errors that are not `{"error": "…"}`, lost connections.
 */
export async function sendFuzzed(
  url: string,
  count: number,
  seed: number,
  limitMs: number,
): Promise<string[]> {
  const faults: string[] = [];
  let next = 0;
  const send = async () => {
    for (let i = next++; i < count; i = next++) {
      const fault = await faultOf(url, fuzzedRequest(seed, i), limitMs);
      if (fault !== undefined) faults.push(`request ${i}: ${fault}`);
    }
  };
  await Promise.all(Array.from({ length: 32 }, send));
  return faults;
}

async function faultOf(
  url: string,
  { path, body, ...request }: FuzzedRequest,
  limitMs: number,
): Promise<string | undefined> {
  const started = performance.now();
  try {
    const response = await fetch(url + path, { ...request, ...(body && { body }) });
    const text = await response.text();
    if (performance.now() - started > limitMs) return `${path}: took ${performance.now() - started} ms`;
    if (response.status >= 500 && response.status !== 503) return `${path}: ${response.status} ${text}`;
    const isError = response.status >= 400 && request.method !== 'HEAD';
    if (isError && typeof (JSON.parse(text) as { error?: unknown }).error !== 'string')
      return `${path}: ${text}`;
    return undefined;
  } catch (error) {
    return `${request.method} ${path}: ${String((error as Error).cause ?? error)}`;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]!).href) {
  const [url = '', count = '10000', seed = '1'] = process.argv.slice(2);
  const faults = await sendFuzzed(url, Number(count), Number(seed), 30_000);
  process.stdout.write(
    `${count} requests from seed ${seed}: ${faults.length} faults\n${faults.join('\n')}\n`,
  );
  if (faults.length > 0) process.exitCode = 1;
}
