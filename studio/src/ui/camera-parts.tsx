// What stands beside the picture of a camera: which one it is, and why there is none.
import { commonWords } from '../words/common.ts';
import { cameraWords } from '../words/camera.ts';
import { Button } from './button.tsx';
import { Select } from './select.tsx';
import type { Camera } from './use-camera.ts';

/** Shown if there are several cameras. */
export function CameraChooser({ camera: { open, choose } }: { readonly camera: Camera }) {
  if (!open || open.choices.length < 2) return null;
  return (
    <Select
      label={cameraWords.choose}
      isBare
      choices={open.choices.map(({ id, name }, i) => ({ id, name: name || cameraWords.numbered(i + 1) }))}
      chosen={open.id}
      onChoose={choose}
    />
  );
}

/** Why there is no picture and what to do, with a button to try again. */
export const CameraRefusal = ({
  camera,
  className,
}: {
  readonly camera: Camera;
  readonly className?: string;
}) => (
  <>
    <p className={className} role="alert">
      {camera.refusal}
    </p>
    <Button onPress={camera.retry}>{commonWords.retry}</Button>
  </>
);
