// Gives a released model its novelty output and the thresholds of prediction sets, without training it again,
// and its card a section about both. The probabilities stay the same. Calibrated on the validation split;
// the figures are those of the test split.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import type { Dataset } from '../../src/data/dataset.ts';
import { conformalThreshold, predictionSetsReport } from '../../src/metrics/prediction-sets.ts';
import { noveltyDetection, type NoveltyDetection } from '../../src/metrics/novelty-detection.ts';
import { openClassifier, type Classifier } from '../../src/nn/classifier.ts';
import { decodeModelCard } from '../../src/nn/classifier-file.ts';
import { writeFileAtomically } from '../../src/node/files/atomic-write.ts';
import { loadData } from '../../src/node/data/load.ts';
import { readModelFile } from '../../src/node/runs/model-argument.ts';
import { addNovelty } from '../../src/novelty/novelty.ts';
import { predictLabelled } from '../../src/training/evaluate.ts';
import { splitValidation } from '../../src/training/validation-split.ts';
import { noveltySection, type NoveltyFigures } from './novelty-section.ts';
import { confirmingOutliers } from '../../bench/novelty/outliers.ts';

/** Drawn outliers of each kind. */
const drawn = 2000;
const coverage = 0.95;

export interface AddNoveltyOptions {
  /** A folder of photographs to measure novelty on, which the card names. */
  readonly photographs?: string;
  readonly threads: number;
  /** The folder of released models. */
  readonly out: string;
}

/** Rewrites `NAME.onnx` and its card. Returns a line that says what it wrote. */
export async function addNoveltyTo(name: string, options: AddNoveltyOptions): Promise<string> {
  const file = join(options.out, `${name}.onnx`);
  const bytes = await readModelFile(file);
  const { data, seed } = decodeModelCard(bytes, file);
  const splits = await loadData(data);
  const { train, validation } = splitValidation(splits.train, seed);
  const knowing = await addNovelty(bytes, { train, validation }, file, options);
  const classifier = await openClassifier(knowing, file, options);
  const figures = await measure(classifier, validation, splits.test!, options.photographs);
  await classifier.dispose();
  const card = join(options.out, `${name}.md`);
  const text = withSection(
    await readFile(card, 'utf8'),
    noveltySection(figures),
    bytes.length,
    knowing.length,
  );
  const style = await resolveConfig(card);
  await writeFileAtomically(file, knowing);
  await writeFileAtomically(card, await format(text, { ...style, parser: 'markdown' }));
  return `${file} and its card: ${knowing.length.toLocaleString('en')} bytes`;
}

async function measure(
  classifier: Classifier,
  validation: Dataset,
  test: Dataset,
  photographs: string | undefined,
): Promise<NoveltyFigures> {
  const own = (await classifier.classify(test.images)).novelty!;
  const kinds: [string, NoveltyDetection][] = [];
  const add = async (kind: string, images: Uint8Array) =>
    kinds.push([kind, noveltyDetection(own, (await classifier.classify(images)).novelty!)]);
  for (const { kind, images } of confirmingOutliers(drawn, 2, validation)) await add(`drawn ${kind}`, images);
  if (photographs !== undefined) {
    const { height, width } = test;
    const pictures = { size: { height, width }, channels: 1, fit: 'garment' } as const;
    const found = await loadData(photographs, { pictures });
    const parts = [found.train, found.validation, found.test].flatMap((part) => (part ? [part.images] : []));
    await add(`photographs of ${found.train.name}, grey and fitted`, Buffer.concat(parts));
  }
  const { threshold } = classifier.card.novelty!;
  const calibrating = await predictLabelled(classifier, validation);
  return {
    ...{ kinds, threshold, fittedOn: classifier.card.novelty!.fittedOn },
    passing: own.filter((value) => value <= threshold).length / own.length,
    sets: predictionSetsReport(await predictLabelled(classifier, test), {
      target: coverage,
      threshold: conformalThreshold(calibrating, coverage),
    }),
  };
}

/** The card with the section before its storages, in place of an earlier one. */
function withSection(card: string, section: string, before: number, after: number): string {
  const size = (bytes: number) => `${bytes.toLocaleString('en')} bytes`;
  return card
    .replace(/## What it does not know\n[^]*?(?=\n## )/, '')
    .replace(/(?=## Storage\n)/, () => `${section}\n\n`)
    .replace(`, ${size(before)}, `, `, ${size(after)}, `)
    .replace(
      'Output `probabilities`: float32. It opens',
      'Outputs `probabilities` and `novelty`: float32. It opens',
    )
    .replace(
      'it assigns any picture to one of its classes, sometimes with a high probability.',
      'it assigns any picture to one of its classes, sometimes with a high probability. Its second output, `novelty`, tells pictures that are unlike its training data.',
    );
}
