// What this tab keeps over a reload: a drawing, a small picture. Nothing breaks where the browser keeps
// nothing.
import { fromBase64, toBase64 } from './base64.ts';

export function kept(name: string): string | undefined {
  try {
    return sessionStorage.getItem(`atelier-${name}`) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a text, or forgets the last one: it is out of date even if the new one has no room. */
export function keep(name: string, text: string | undefined): void {
  try {
    sessionStorage.removeItem(`atelier-${name}`);
    if (text !== undefined) sessionStorage.setItem(`atelier-${name}`, text);
  } catch {
    // A full or forbidden store: the text lasts as long as the page.
  }
}

/** Larger files would fill the room that the browser gives a tab. */
const mostBytes = 2e6;

/** Keeps a file if it is small. */
export async function keepFile(name: string, file: Blob, fileName: string): Promise<void> {
  keep(name, undefined);
  if (file.size > mostBytes) return;
  const bytes = toBase64(new Uint8Array(await file.arrayBuffer()));
  keep(name, JSON.stringify({ name: fileName, type: file.type, bytes }));
}

/** The file that was kept. */
export function keptFile(name: string): File | undefined {
  try {
    const { name: fileName, type, bytes } = JSON.parse(kept(name) ?? '') as Record<string, unknown>;
    if (typeof fileName !== 'string' || typeof type !== 'string' || typeof bytes !== 'string')
      return undefined;
    return new File([new Uint8Array(fromBase64(bytes))], fileName, { type });
  } catch {
    return undefined; // there is none, or it is damaged
  }
}
