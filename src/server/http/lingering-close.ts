// What is left of a request that was answered before it had all arrived. A connection that is closed with
// bytes that nobody read is reset, and the reset takes the answer with it: a client that still sends sees
// EPIPE in its place. So the server reads on and throws away (RFC 9112, section 9.6), while there is time.
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Socket } from 'node:net';

/** How often the bytes are counted, in milliseconds. */
const checkMs = 50;

/**
 * Lets a server read what is left of refused requests, so that their clients can read the answers.
 *
 * @param mostBytes how many bytes it reads before it resets the connection after all
 */
export function readRefusedRequests(server: Server, mostBytes: number): void {
  const watch = (request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request;
    // Node calls it after an answer with `Connection: close`, and would close what still has to be read.
    socket.destroySoon = () => {
      if (request.complete) Socket.prototype.destroySoon.call(socket);
      else socket.end();
    };
    response.once('finish', () => {
      if (!request.complete) readRest(request, socket, mostBytes);
    });
  };
  server.on('request', watch).on('checkExpectation', watch);
}

/** Reads until the request is complete or too long. Its end closes the connection if the answer said so. */
function readRest(request: IncomingMessage, socket: Socket, mostBytes: number): void {
  const last = socket.bytesRead + mostBytes;
  const timer = setInterval(() => {
    if (!request.complete && !socket.destroyed && socket.bytesRead <= last) return;
    clearInterval(timer);
    if (!request.complete) socket.destroy();
    else if (socket.writableEnded) socket.destroySoon();
  }, checkMs);
}
