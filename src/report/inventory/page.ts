// The inventory of a catalogue as one HTML page, with small pictures.
import sharp from 'sharp';
import type { Inventory } from '../../catalogue/inventory.ts';
import { thumbnailsOf } from '../../node/catalogue/thumbnails.ts';
import { htmlPage } from '../html-page.ts';
import { dataAddress } from '../pictures.ts';
import { inventorySections } from './sections.ts';
import { shownFiles } from './strips.ts';

/** In pixels, of each picture. */
const edge = 96;

/**
 * Returns the report as one complete HTML page.
 *
 * @param about the catalogue, and the version of the program
 */
export async function inventoryPage(
  inventory: Inventory,
  { place, version }: { readonly place: string; readonly version: string },
): Promise<string> {
  const files = shownFiles(inventory);
  const images = await thumbnailsOf(files, edge);
  const addresses = new Map<string, string>();
  for (const [i, image] of images.entries()) if (image) addresses.set(files[i]!, await addressOf(image));
  return htmlPage({
    ...{ title: `Inventory of ${place}`, version, sections: inventorySections(inventory, addresses) },
  });
}

/** @param image `[3, edge, edge]` */
async function addressOf(image: Uint8Array): Promise<string> {
  const area = edge * edge;
  const pixels = Uint8Array.from({ length: 3 * area }, (_, k) => image[(k % 3) * area + Math.floor(k / 3)]!);
  const raw = { width: edge, height: edge, channels: 3 } as const;
  return dataAddress(await sharp(pixels, { raw }).webp({ quality: 80 }).toBuffer(), 'webp');
}
