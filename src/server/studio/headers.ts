// The headers of the studio's answers. Pages take scripts and workers from this server only, and are isolated
// from pages of other origins, which gives WebAssembly its threads. Styles may stand in the page: React Aria
// and figures write them there.
import { headersOf } from '../http/security-headers.ts';

const isolation = {
  crossOriginOpenerPolicy: { policy: 'same-origin' },
  crossOriginEmbedderPolicy: { policy: 'require-corp' },
  crossOriginResourcePolicy: { policy: 'same-origin' },
} as const;

/** The headers of all answers. */
export const studioHeaders: Readonly<Record<string, string>> = headersOf({
  ...isolation,
  strictTransportSecurity: false,
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      ...{ defaultSrc: ["'none'"], connectSrc: ["'self'", 'blob:', 'data:'], fontSrc: ["'self'", 'data:'] },
      ...{ scriptSrc: ["'self'", "'wasm-unsafe-eval'"], workerSrc: ["'self'", 'blob:'] },
      ...{ styleSrc: ["'self'", "'unsafe-inline'"], imgSrc: ["'self'", 'blob:', 'data:'] },
      ...{ mediaSrc: ["'self'", 'blob:'], frameSrc: ["'self'"], manifestSrc: ["'self'"] },
      ...{ formAction: ["'self'"], frameAncestors: ["'none'"], baseUri: ["'none'"] },
    },
  },
});

/** Of documents in runs, such as reports: whole in themselves, shown in a frame of the studio. */
export const documentHeaders: Readonly<Record<string, string>> = headersOf({
  ...isolation,
  strictTransportSecurity: false,
  xFrameOptions: { action: 'sameorigin' },
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      ...{ defaultSrc: ["'none'"], scriptSrc: ["'unsafe-inline'"], styleSrc: ["'unsafe-inline'"] },
      ...{ imgSrc: ['data:', 'blob:'], fontSrc: ['data:'], frameAncestors: ["'self'"] },
      sandbox: ['allow-scripts', 'allow-downloads', 'allow-popups'],
    },
  },
});
