// Requests to the studio's server. The cookie that the opened address set says who asks.

/** The server's refusal, in one line for a person; `status` 0 if there was no answer. */
export class ApiError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
  }
}

export interface ApiOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/**
 * Asks the server and returns its JSON.
 *
 * @param path below `/api/`, such as `runs`; `apiPath` puts one together
 * @throws ApiError if the server refuses or does not answer
 */
export async function api<Answer>(path: string, options: ApiOptions = {}): Promise<Answer> {
  const text = await (await ask(path, options)).text();
  return (text === '' ? undefined : JSON.parse(text)) as Answer;
}

/**
 * Asks the server for bytes.
 *
 * @throws ApiError like `api`
 */
export const apiBytes = async (path: string, options: ApiOptions = {}): Promise<Uint8Array> =>
  new Uint8Array(await (await ask(path, options)).arrayBuffer());

async function ask(path: string, { method = 'GET', body, signal }: ApiOptions): Promise<Response> {
  const request: RequestInit = {
    ...{ method, credentials: 'same-origin', signal: signal ?? null },
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  };
  const response = await fetch(`/api/${path}`, request).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(0, 'the studio’s server does not answer: is atelier studio still running?');
  });
  if (response.ok) return response;
  throw new ApiError(
    response.status,
    errorIn(await response.text()) ?? `the server answered ${response.status}`,
  );
}

/** A path with its parts encoded: `apiPath('runs', id, 'restore')`. */
export const apiPath = (...parts: readonly (string | number)[]): string =>
  parts.map((part) => encodeURIComponent(part)).join('/');

function errorIn(text: string): string | undefined {
  try {
    const { error } = JSON.parse(text) as { error?: unknown };
    return typeof error === 'string' ? error : undefined;
  } catch {
    return undefined;
  }
}
