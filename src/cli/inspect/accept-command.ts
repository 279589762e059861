// `atelier inspect accept`: adds pieces that a person cleared to an inspector.
import { Command } from 'commander';
import { quoteFew } from '../../few-words.ts';
import type { Inspector } from '../../inspection/inspector.ts';
import { counted } from '../../number-words.ts';
import { examples, maxPixelsOption, threadsOption } from '../options/common.ts';
import { notice, oneLine, printResult } from '../terminal/output.ts';

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
  const { openInspector } = await import('../../inspection/inspector.ts');
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
  const grown = await acceptPieces(bytes, images, { source: file, threads });
  await writeFileAtomically(file, grown);
  printResult(oneLine(`${file}: ${counted(files.length, 'piece')} accepted`));
  await tellFailing(await openInspector(grown, file, { threads }), files, images);
}

/** Names the pieces that count as defective all the same, as they may by the method `padim`. */
async function tellFailing(inspector: Inspector, files: readonly string[], images: Uint8Array) {
  const { scores } = await inspector.inspect(images).finally(() => inspector.dispose());
  const failing = files.filter((_, i) => scores[i]! > inspector.card.threshold);
  if (failing.length === 0) return;
  notice(
    oneLine(
      `${failing.length} of them still ${failing.length === 1 ? 'counts' : 'count'} as defective: ${quoteFew(failing, 3)}; accept more pieces like them, or learn anew with a folder for each variant`,
    ),
  );
}
