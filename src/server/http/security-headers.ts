// The headers that tell browsers what pages of this server may do, as helmet writes them. They are the same
// for all answers, so they are computed once.
import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';

/** The headers by name. */
export const securityHeaders: Readonly<Record<string, string>> = headersOf({
  // The server itself speaks HTTP; whoever puts TLS before it adds these.
  strictTransportSecurity: false,
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      ...{ defaultSrc: ["'none'"], scriptSrc: ["'self'"], styleSrc: ["'self'"], connectSrc: ["'self'"] },
      ...{ imgSrc: ["'self'", 'blob:', 'data:'], formAction: ["'self'"], frameAncestors: ["'none'"] },
      baseUri: ["'none'"],
    },
  },
});

/** What helmet sets on an answer. */
export function headersOf(options: Parameters<typeof helmet>[0]): Record<string, string> {
  const headers: Record<string, string> = {};
  const answer = {
    setHeader: (name: string, value: string) => (headers[name.toLowerCase()] = value),
    removeHeader: () => undefined,
  };
  helmet(options)({} as IncomingMessage, answer as unknown as ServerResponse, (error) => {
    if (error) throw error as Error;
  });
  return headers;
}
