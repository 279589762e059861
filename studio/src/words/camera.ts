// Words about the camera.
import type { CameraFailure } from '../core/camera.ts';

const failures: Readonly<Record<CameraFailure, (reason: string) => string>> = {
  insecure: () =>
    'Browsers give a camera only to pages of this computer: open the studio at 127.0.0.1 or localhost.',
  denied: () =>
    'The camera is not allowed for this page. Allow it with the sign beside the address, then try again.',
  missing: () => 'There is no camera here. Connect one and try again, or use a file.',
  busy: () => 'Another program uses the camera. Close it there and try again.',
  ended: () => 'The camera has stopped. Was it unplugged? Connect it and try again.',
  other: (reason) => `The camera can’t be used: ${reason}. Try again, or use a file.`,
};

export const cameraWords = {
  failed: (failure: CameraFailure, reason: string) => failures[failure](reason),
  choose: 'Camera',
  numbered: (number: number) => `Camera ${number}`,
};
