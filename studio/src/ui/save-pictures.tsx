// A menu that saves a grid of pictures: as one picture, and as a table.
import type { CanvasPixels } from '../core/canvas-pixels.ts';
import { mostPictures } from '../core/picture-sheet.ts';
import { savePixels } from '../core/save-pixels.ts';
import { commonWords } from '../words/common.ts';
import { count } from '../words/numbers.ts';
import { csvEntry, pngEntry, SaveMenu } from './save-menu.tsx';

interface SavePicturesProps {
  /** Of the files, without their extensions. */
  readonly name: string;
  readonly label: string;
  /** How many pictures there are. */
  readonly total: number;
  readonly picture: () => Promise<CanvasPixels>;
  readonly csv: () => string | Promise<string>;
  readonly isBelow?: boolean;
}

export function SavePictures({ name, label, total, picture, csv, isBelow = false }: SavePicturesProps) {
  const png = pngEntry(async () => savePixels(name, await picture()));
  const words = commonWords.saveAs.firstAsPng(count(mostPictures));
  return (
    <SaveMenu
      label={label}
      isBelow={isBelow}
      entries={[
        ...(total > 0 ? [total > mostPictures ? { ...png, name: words } : png] : []),
        csvEntry(name, csv),
      ]}
    />
  );
}
