// The palette or the sheet of keys, if one is open.
import { lazy, Suspense, useSyncExternalStore } from 'react';
import { closeOverlay, openOverlay, subscribeOverlay } from './overlays.ts';

const Palette = lazy(() => import('./palette.tsx'));
const KeySheet = lazy(() => import('./key-sheet.tsx'));

export function Overlay() {
  const open = useSyncExternalStore(subscribeOverlay, openOverlay);
  return (
    <Suspense>
      {open === 'palette' && <Palette onClose={closeOverlay} />}
      {open === 'sheet' && <KeySheet onClose={closeOverlay} />}
    </Suspense>
  );
}
