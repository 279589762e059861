// What the browser remembers for this person: small values, each under its own name. Nothing breaks where the
// browser keeps nothing.
export function remembered(name: string): string | undefined {
  try {
    return localStorage.getItem(`atelier-${name}`) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a value; `undefined` forgets it. */
export function remember(name: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(`atelier-${name}`);
    else localStorage.setItem(`atelier-${name}`, value);
  } catch {
    // A full or forbidden store: the value lasts as long as the page.
  }
}
