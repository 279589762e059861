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

export const pngEntry = (save: () => Promise<void>): MenuEntry => entry('png', save);

/** @param csv makes the table, which may have to be fetched */
export const csvEntry = (name: string, csv: () => string | Promise<string>): MenuEntry =>
  entry('csv', async () => downloadCsv(name, await csv()));

const entry = (id: 'png' | 'csv', save: () => Promise<void>): MenuEntry => ({
  ...{ id, name: commonWords.saveAs[id] },
  run: () => void save().catch((error: unknown) => toasts.fail(error)),
});

interface SaveMenuProps {
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  /** Shows the label too: the button stands below what it saves. */
  readonly isBelow?: boolean;
}

export const SaveMenu = ({ label, entries, isBelow = false }: SaveMenuProps) => (
  <Menu label={label} icon="save" look={isBelow ? 'plain' : 'quiet'} entries={entries}>
    {isBelow ? label : undefined}
  </Menu>
);
