// Which of the shell's dialogs is open. They are loaded when they are first needed.
type Overlay = 'palette' | 'sheet' | undefined;

let open: Overlay;
const listeners = new Set<() => void>();

export const openOverlay = (): Overlay => open;

export function subscribeOverlay(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const show = (overlay: Overlay) => () => {
  open = overlay;
  for (const listener of listeners) listener();
};

export const openPalette = show('palette');
export const openSheet = show('sheet');
export const closeOverlay = show(undefined);
