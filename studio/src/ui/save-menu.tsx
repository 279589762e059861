// A menu that saves what is shown: as a figure, as a picture, as a table.
import { downloadCsv, downloadPng, downloadSvg } from '../core/download.ts';
import type { Figure } from '../../../src/figures/figure.ts';
import { toasts } from '../core/toasts.ts';
import { commonWords } from '../words/common.ts';
import { Menu, type MenuEntry } from './menu.tsx';

/** What is saved, made when it is asked for. */
export interface Savings {
  /** The name of a table, without its extension. */
  readonly name: string;
  readonly csv: () => string;
  readonly figure: () => Figure;
}

/** Entries of a menu. */
export const saveEntries = ({ name, csv, figure }: Savings): MenuEntry[] => [
  { id: 'svg', name: commonWords.saveAs.svg, run: () => downloadSvg(figure()) },
  pngEntry(() => downloadPng(figure())),
  csvEntry(name, csv),
];

export const pngEntry = (save: () => Promise<void>): MenuEntry => ({
  ...{ id: 'png', name: commonWords.saveAs.png },
  run: () => void save().catch((error: unknown) => toasts.fail(error)),
});

export const csvEntry = (name: string, csv: () => string): MenuEntry => ({
  ...{ id: 'csv', name: commonWords.saveAs.csv },
  run: () => downloadCsv(name, csv()),
});

interface SaveMenuProps {
  readonly label: string;
  readonly entries: readonly MenuEntry[];
}

export const SaveMenu = ({ label, entries }: SaveMenuProps) => (
  <Menu label={label} icon="save" look="quiet" entries={entries} />
);
