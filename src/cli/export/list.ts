// `atelier export --list`: the formats, what they are, and what checks them.
import { exportFormatNames, exportFormats } from '../../export/formats.ts';
import { printJson, printResult } from '../terminal/output.ts';

export function listFormats(json = false): void {
  if (json) return printJson(exportFormats);
  const width = Math.max(...exportFormatNames.map((name) => name.length));
  printResult(
    exportFormatNames
      .map((name) => {
        const { description, checkedBy } = exportFormats[name];
        return `${name.padEnd(width)}  ${description}\n${' '.repeat(width)}  checked by ${checkedBy}`;
      })
      .join('\n'),
  );
}
