// Errors that a client sees. Every other error is a defect: the client is told that there was one, and the
// log has its stack.

/** An error with its HTTP status. */
export class HttpError extends Error {
  override readonly name: string = 'HttpError';
  readonly statusCode: number;

  constructor(statusCode: number, message: string) {
    super(message);
    this.statusCode = statusCode;
  }
}

/** 400: the request is wrong. */
export const badRequest = (message: string): HttpError => new HttpError(400, message);

/** 404: there is nothing of that name. */
export const notFound = (message: string): HttpError => new HttpError(404, message);

/** 503: too much waits already, or the server stops; the client may try again in a second. */
export class TooBusy extends HttpError {
  override readonly name = 'TooBusy';

  constructor(message: string) {
    super(503, message);
  }
}
