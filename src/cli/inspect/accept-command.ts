// `atelier inspect accept`: adds pieces that a person cleared to an inspector.
import { Command } from 'commander';
import { counted } from '../../number-words.ts';
import { examples, maxPixelsOption, threadsOption } from '../options/common.ts';
import { printResult } from '../terminal/output.ts';

interface Options {
  readonly maxPixels?: number;
  readonly threads: number;
}

export function acceptCommand(): Command {
  return new Command('accept')
    .description('let an inspector know pieces that it found wrong and a person cleared')
    .argument('<inspector>', 'the inspector’s file, which is changed')
    .argument('<pictures...>', 'picture files or folders of good pieces')
    .addOption(maxPixelsOption())
    .addOption(threadsOption())
    .addHelpText('after', examples('inspect accept inspector.onnx cleared/'))
    .action(accept);
}

async function accept(file: string, paths: string[], { maxPixels, threads }: Options): Promise<void> {
  const { readInspectorFile } = await import('../../node/inspection/inspector-file.ts');
  const { decodeInspectorCard } = await import('../../inspection/inspector-file.ts');
  const { acceptPieces } = await import('../../inspection/accept.ts');
  const { listImageFiles } = await import('../../node/pictures/list.ts');
  const { readImage } = await import('../../node/pictures/read-image.ts');
  const { pieceTarget } = await import('../../node/inspection/piece-target.ts');
  const { mapInParallel } = await import('../../node/files/in-parallel.ts');
  const { writeFileAtomically } = await import('../../node/files/atomic-write.ts');
  const bytes = await readInspectorFile(file);
  const { input } = decodeInspectorCard(bytes, file);
  const files = await listImageFiles(paths);
  const target = pieceTarget({ ...input, maxPixels });
  const images = Buffer.concat(await mapInParallel(files, (picture) => readImage(picture, target)));
  await writeFileAtomically(file, await acceptPieces(bytes, images, { source: file, threads }));
  printResult(`${file}: ${counted(files.length, 'piece')} accepted`);
}
