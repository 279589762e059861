// POST /inspect, for people: pictures of pieces in, verdicts and places out.
import { z } from 'zod';
import { defectivePlaces } from '../../inspection/defective-places.ts';
import type { InspectorCard } from '../../inspection/inspector-file.ts';
import { mapName, scoreName } from '../../inspection/inspector-graph.ts';
import { heatPicture } from '../../node/inspection/heat-picture.ts';
import { pieceTarget } from '../../node/inspection/piece-target.ts';
import { enlargedPng } from '../../node/pictures/enlarged-png.ts';
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
  /** Also draws the heat maps. */
  explain: z.enum(['heat-map']).optional(),
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
  /** A PNG in base64: the heat map over the picture, with the boxes of the places. */
  explanation: z.object({ method: z.string(), png: z.string() }).optional(),
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
        const [size, maps] = [found.model.imageSize, results[mapName]];
        return Promise.all(
          pictures.map(async ({ name }, i) => {
            const judged = resultOf(name, results, i, card);
            if (request.query.explain === undefined || !maps) return judged;
            const map = mapAt(maps, i, card);
            return {
              ...judged,
              explanation: await drawn(images.slice(i * size, (i + 1) * size), map, judged, card),
            };
          }),
        );
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
  const places = isDefective && maps ? defectivePlaces(mapAt(maps, i, card), card) : [];
  return { file, score, isDefective, places };
}

function mapAt(maps: Float32Array, i: number, { input: { height, width } }: InspectorCard): Float32Array {
  return maps.subarray(i * height * width, (i + 1) * height * width);
}

async function drawn(
  image: Uint8Array,
  map: Float32Array,
  { places }: PieceResult,
  card: InspectorCard,
): Promise<PieceResult['explanation']> {
  const { height, width } = card.input;
  const png = await enlargedPng(heatPicture({ image, map, places }, card), height, width);
  return { method: 'heat-map', png: Buffer.from(png).toString('base64') };
}
