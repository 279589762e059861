// Moving the focus within lists of which only a part is in the document.

/**
 * Focuses an element at once if it is in the document, so that the next key already reaches it; else on the
 * next frame, when scrolling has brought it there.
 */
export function focusWhenThere(find: () => HTMLElement | null | undefined): void {
  const found = find();
  if (found) found.focus();
  else requestAnimationFrame(() => find()?.focus());
}
