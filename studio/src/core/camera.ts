// The camera of this computer: opening one of several, and why there is none.

/** Why there is no picture. */
export type CameraFailure = 'insecure' | 'denied' | 'missing' | 'busy' | 'ended' | 'other';

interface CameraChoice {
  readonly id: string;
  /** As the system calls it; empty before the camera was allowed. */
  readonly name: string;
}

export interface OpenCamera {
  readonly stream: MediaStream;
  readonly id: string;
  /** All cameras. */
  readonly choices: readonly CameraChoice[];
}

/** Thrown if a camera can't be opened. */
export class CameraError extends Error {
  readonly failure: CameraFailure;

  constructor(failure: CameraFailure, cause: unknown) {
    super(cause instanceof Error ? cause.message : failure, { cause });
    this.failure = failure;
  }
}

/**
 * Opens a camera.
 *
 * @param id the one that was chosen; if it is gone, or none was chosen, the browser's usual one
 * @throws CameraError
 */
export async function openCamera(id?: string): Promise<OpenCamera> {
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- missing in insecure pages
  if (!navigator.mediaDevices?.getUserMedia) throw new CameraError('insecure', undefined);
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ video: wanted(id) });
    const devices = await navigator.mediaDevices.enumerateDevices();
    const choices = devices
      .filter(({ kind }) => kind === 'videoinput')
      .map(({ deviceId, label }) => ({ id: deviceId, name: label }));
    return { stream, choices, id: stream.getVideoTracks()[0]!.getSettings().deviceId ?? '' };
  } catch (error) {
    throw new CameraError(failureOf(error), error);
  }
}

/** Frees a camera. */
export const closeCamera = ({ stream }: OpenCamera): void =>
  stream.getTracks().forEach((track) => track.stop());

const wanted = (id: string | undefined): MediaTrackConstraints => ({
  width: { ideal: 640 },
  ...(id === undefined ? { facingMode: 'environment' } : { deviceId: { ideal: id } }),
});

/** What the name of an exception means; browsers have several for the same. */
export function failureOf(error: unknown): CameraFailure {
  switch (error instanceof Error ? error.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing';
    case 'NotReadableError':
    case 'AbortError':
      return 'busy';
    default:
      return 'other';
  }
}
