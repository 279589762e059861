// The thread that runs inspectors. Its calls take turns: an inspector must not be closed while it is used.
import { acceptPieces } from '../../../inspection/accept.ts';
import {
  evaluateInspector,
  evaluationIntervals,
  type EvaluatedPiece,
} from '../../../inspection/evaluate-inspector.ts';
import { openInspector } from '../../../inspection/inspector.ts';
import { withFalseAlarms } from '../../../inspection/move-threshold.ts';
import { InputError } from '../../../errors.ts';
import { writeFileAtomically } from '../../../node/files/atomic-write.ts';
import { mapInParallel } from '../../../node/files/in-parallel.ts';
import { countedPixels } from '../../../node/inspection/evaluate-folder.ts';
import { readInspectorFile } from '../../../node/inspection/inspector-file.ts';
import { pieceTarget } from '../../../node/inspection/piece-target.ts';
import { plantedDefects } from '../../../node/inspection/planted-table.ts';
import { testPieces } from '../../../node/inspection/test-folder.ts';
import { readImage } from '../../../node/pictures/read-image.ts';
import { answerCalls } from '../../../node/threads/calls.ts';
import type { InspectCalls } from './inspect-calls.ts';
import { JudgedPieces } from './judged-pieces.ts';
import { OpenInspectors } from './open-inspectors.ts';

type Functions = {
  readonly [Name in keyof InspectCalls]: (argument: InspectCalls[Name][0]) => Promise<InspectCalls[Name][1]>;
};

const inspectors = new OpenInspectors();
const judged = new JudgedPieces();
let last: Promise<unknown> = Promise.resolve();

const functions: Functions = { describe, judge, map, change, evaluate };
answerCalls(Object.fromEntries(Object.entries(functions).map(([name, act]) => [name, inTurn(act as never)])));

function inTurn<A, T>(act: (argument: A) => Promise<T>) {
  return (argument: A): Promise<T> => {
    const answer = last.then(() => act(argument));
    last = answer.catch(() => undefined);
    return answer;
  };
}

async function describe({ file }: InspectCalls['describe'][0]): Promise<InspectCalls['describe'][1]> {
  const { inspector, revision, bytes } = await inspectors.of(file);
  return { card: inspector.card, revision, bytes };
}

async function judge({ file, pieces }: InspectCalls['judge'][0]): Promise<InspectCalls['judge'][1]> {
  const answers = await judged.judge(await inspectors.of(file), pieces);
  return answers.map((answer) => ('score' in answer ? { score: answer.score } : answer));
}

async function map({ file, piece }: InspectCalls['map'][0]): Promise<InspectCalls['map'][1]> {
  const [answer] = await judged.judge(await inspectors.of(file), [piece]);
  if ('error' in answer!) throw new InputError(answer.error);
  return answer!.map;
}

async function change(changed: InspectCalls['change'][0]): Promise<InspectCalls['change'][1]> {
  const { file, out, falseAlarms, accepted } = changed;
  const { card } = (await inspectors.of(file)).inspector;
  const target = pieceTarget(card.input);
  const images = Buffer.concat(await mapInParallel(accepted, (piece) => readImage(piece, target)));
  const bytes = await readInspectorFile(file);
  const grown =
    accepted.length === 0 ? bytes : await acceptPieces(bytes, images, { source: file, threads: 1 });
  const moved = falseAlarms === undefined ? grown : withFalseAlarms(grown, falseAlarms, file);
  await writeFileAtomically(out, moved);
  if (accepted.length === 0) return [];
  const inspector = await openInspector(moved, out, { threads: 1 });
  const { scores } = await inspector.inspect(images).finally(() => inspector.dispose());
  return accepted.filter((_, i) => scores[i]! > inspector.card.threshold);
}

async function evaluate({ file, folder }: InspectCalls['evaluate'][0]): Promise<InspectCalls['evaluate'][1]> {
  const open = await inspectors.of(file);
  const { card } = open.inspector;
  const listed = await testPieces(folder);
  const answers = await judged.judge(
    open,
    listed.map((piece) => piece.file),
  );
  const pieces: (EvaluatedPiece & { readonly file: string })[] = [];
  for (const [i, piece] of listed.entries()) {
    const answer = answers[i]!;
    if ('error' in answer) throw new InputError(answer.error);
    pieces.push({ ...piece, score: answer.score, pixels: await countedPixels(card, piece, answer.map) });
  }
  const { intervals } = evaluationIntervals(pieces, card.threshold);
  const planted = await plantedDefects(folder, pieces, card.threshold);
  return { ...evaluateInspector(pieces, card.threshold), intervals, planted };
}
