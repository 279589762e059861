// Saving what was taught: the model, its pictures, and a page that anyone can open.
import { download } from '../../core/download.ts';
import type { TeachStore } from './core/teach-store.ts';

/** Saves the `.onnx` file. */
export async function saveModel(store: TeachStore, name: string): Promise<void> {
  download(`${name}.onnx`, new Uint8Array(await store.model()), 'application/octet-stream');
}

/** Saves the pictures, a folder for each class. The zip is made on the disk, not in memory. */
export async function saveDataSet(store: TeachStore, name: string): Promise<void> {
  download(`${name}.zip`, await store.zip(), 'application/zip');
}

/** Saves a page that classifies pictures in any browser. */
export async function savePage(store: TeachStore, name: string): Promise<void> {
  const { pageZip } = await import('./page-zip.ts');
  const zip = await pageZip(name, await store.model());
  download(`${name}-page.zip`, new Uint8Array(zip), 'application/zip');
}
