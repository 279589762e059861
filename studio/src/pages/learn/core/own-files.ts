// The reader's own picture and network. The picture is kept in the browser, so that a reload does not lose
// it; a network stays as long as the page.
import { fromBase64, toBase64 } from '../../../core/base64.ts';
import { remember, remembered } from '../../../core/settings.ts';
import type { PictureSize } from './brush.ts';

export interface OwnModel {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const place = 'learn-picture';

class OwnFiles {
  private readonly opened: OwnModel[] = [];
  private drawn: { readonly size: string; readonly pixels: Uint8Array } | undefined;

  /** The network that an address names `own:0`, `own:1`, …; ids of runs have no colon. */
  model = (id: string): OwnModel | undefined => this.opened[Number(id.split(':')[1])];

  /** Keeps a network. @returns its name in addresses */
  addModel(model: OwnModel): string {
    return `own:${this.opened.push(model) - 1}`;
  }

  /** The picture for networks that take this size. */
  picture(size: PictureSize): Uint8Array | undefined {
    this.drawn ??= readPicture(remembered(place));
    return this.drawn?.size === sizeName(size) ? this.drawn.pixels : undefined;
  }

  setPicture(size: PictureSize, pixels: Uint8Array): void {
    this.drawn = { size: sizeName(size), pixels };
    remember(place, `${this.drawn.size} ${toBase64(pixels)}`);
  }
}

const sizeName = ({ channels, height, width }: PictureSize): string => `${channels}x${height}x${width}`;

function readPicture(kept: string | undefined): { size: string; pixels: Uint8Array } | undefined {
  const [size = '', encoded = ''] = kept?.split(' ') ?? [];
  try {
    const pixels = fromBase64(encoded);
    const expected = size.split('x').reduce((product, side) => product * Number(side), 1);
    return pixels.length > 0 && pixels.length === expected ? { size, pixels } : undefined;
  } catch {
    return undefined;
  }
}

export const isOwn = (model: string): boolean => model.startsWith('own:');

export const ownFiles = new OwnFiles();
