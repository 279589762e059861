// POST /inspect, for people: pictures of pieces in, verdicts and places out.
import { z } from 'zod';
import { defectivePlaces } from '../../inspection/defective-places.ts';
import type { InspectorCard } from '../../inspection/inspector-file.ts';
import { mapName, scoreName } from '../../inspection/inspector-graph.ts';
import { pieceTarget } from '../../node/inspection/piece-target.ts';
import { badRequest } from '../errors.ts';
import type { ModelVersionFound } from '../models/model-repository.ts';
import { isClassifierCard, type Rows } from '../models/model-rows.ts';
import { errors, isAbandoned, type App, type RouteContext } from './context.ts';
import { decodePictures } from './decode-pictures.ts';
import { onlyModel } from './only-model.ts';
import { picturesBody, picturesOf } from './uploaded-pictures.ts';

const query = z.strictObject({
  /** The inspector; may be left out if there is only one model. */
  model: z.string().optional(),
  version: z.string().optional(),
});

/** A box in shares of the picture. */
const place = z.object({
  ...{ x: z.number(), y: z.number(), width: z.number(), height: z.number() },
  peak: z.number(),
});

/** What is said about a piece. */
const pieceResult = z.object({
  file: z.string(),
  score: z.number(),
  isDefective: z.boolean(),
  /** Where it is defective, the worst place first. */
  places: z.array(place),
});
type PieceResult = z.output<typeof pieceResult>;

const answer = z.object({
  model: z.string(),
  version: z.string(),
  threshold: z.number(),
  pieces: z.array(pieceResult),
});

export function addInspect(app: App, context: RouteContext): void {
  app.post(
    '/inspect',
    {
      schema: {
        summary: 'inspect pieces: files of a form, one picture as the body, or base64 in JSON',
        querystring: query,
        body: picturesBody,
        response: { 200: answer, ...errors(400, 401, 404, 408, 413, 415, 503) },
      },
    },
    async (request, reply) => {
      const { repository, options } = context;
      const { model = onlyModel(repository.names), version } = request.query;
      const found = repository.find(model, version);
      const card = inspectorOf(found);
      const target = pieceTarget({ ...card.input, maxPixels: options.maxPixels });
      const pieces = await found.model.whileUsed(async () => {
        const pictures = await picturesOf(request);
        const images = await decodePictures(context, pictures, target);
        const results = await found.model.infer(images, isAbandoned(reply));
        return pictures.map(({ name }, i) => resultOf(name, results, i, card));
      });
      const { name, version: own } = found.source;
      return { model: name, version: own, threshold: card.threshold, pieces };
    },
  );
}

/** @throws HttpError if a model is a classifier */
function inspectorOf({ source, model: { card } }: ModelVersionFound): InspectorCard {
  if (!isClassifierCard(card)) return card;
  throw badRequest(`model '${source.name}' is a classifier; send the pictures to POST /predict`);
}

function resultOf(
  file: string,
  { [scoreName]: scores, [mapName]: maps }: Rows,
  i: number,
  card: InspectorCard,
): PieceResult {
  const score = scores![i]!;
  const isDefective = score > card.threshold;
  const area = card.input.height * card.input.width;
  const places = isDefective && maps ? defectivePlaces(maps.subarray(i * area, (i + 1) * area), card) : [];
  return { file, score, isDefective, places };
}
