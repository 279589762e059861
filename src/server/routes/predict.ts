// POST /predict, for people: pictures of any size in, the names of the likeliest classes out.
import { z } from 'zod';
import { topK } from '../../metrics/top-k.ts';
import type { ImageTarget } from '../../node/pictures/fit.ts';
import { noveltyName, outputName, type ModelCard } from '../../nn/classifier-file.ts';
import { badRequest } from '../errors.ts';
import type { ModelVersionFound } from '../models/model-repository.ts';
import { isClassifierCard, type Rows } from '../models/model-rows.ts';
import { decodePictures, targetFor } from './decode-pictures.ts';
import { errors, isAbandoned, type App, type RouteContext } from './context.ts';
import { onlyModel } from './only-model.ts';
import { picturesBody, picturesOf, type UploadedPicture } from './uploaded-pictures.ts';

const query = z.strictObject({
  /** The model; may be left out if there is only one. */
  model: z.string().optional(),
  version: z.string().optional(),
  /** How many classes to name. */
  top: z.coerce.number().pipe(z.int().min(1).max(1000)).default(3),
  explain: z.enum(['grad-cam']).optional(),
  invert: z.enum(['auto', 'always', 'never']).default('auto'),
});
type Query = z.output<typeof query>;

const predicted = z.object({ label: z.int(), name: z.string(), probability: z.number() });

/** What is said about a picture. */
const pictureResult = z.object({
  file: z.string(),
  predictions: z.array(predicted),
  novelty: z.number().optional(),
  isNovel: z.boolean().optional(),
  /** A PNG in base64: where the model looked for its likeliest class. */
  explanation: z.object({ method: z.string(), png: z.string() }).optional(),
});
type PictureResult = z.output<typeof pictureResult>;

const answer = z.object({ model: z.string(), version: z.string(), pictures: z.array(pictureResult) });

export function addPredict(app: App, context: RouteContext): void {
  app.post(
    '/predict',
    {
      schema: {
        summary: 'classify pictures: files of a form, one picture as the body, or base64 in JSON',
        querystring: query,
        body: picturesBody,
        response: { 200: answer, ...errors(400, 401, 404, 408, 413, 415, 503) },
      },
    },
    async (request, reply) => {
      const { repository } = context;
      const { model = onlyModel(repository.names), version } = request.query;
      const found = repository.find(model, version);
      const { invert } = request.query;
      const { maxPixels } = context.options;
      const card = classifierOf(found);
      const target = targetFor(card, `model '${found.source.name}'`, { invert, maxPixels });
      const asked = { target, query: request.query, card };
      const results = await found.model.whileUsed(async () =>
        classify(context, found, { ...asked, pictures: await picturesOf(request) }, isAbandoned(reply)),
      );
      return { model: found.source.name, version: found.source.version, pictures: results };
    },
  );
}

/** @throws HttpError if a model is an inspector */
function classifierOf({ source, model: { card } }: ModelVersionFound): ModelCard {
  if (isClassifierCard(card)) return card;
  throw badRequest(`model '${source.name}' is an inspector; send the pictures to POST /inspect`);
}

interface Asked {
  readonly pictures: readonly UploadedPicture[];
  readonly target: ImageTarget;
  readonly query: Query;
  readonly card: ModelCard;
}

async function classify(
  context: RouteContext,
  { model }: ModelVersionFound,
  { pictures, target, card, query: { top, explain } }: Asked,
  isGone: () => boolean,
): Promise<PictureResult[]> {
  const images = await decodePictures(context, pictures, target);
  const predictions = await model.infer(images, isGone);
  return Promise.all(
    pictures.map(async ({ name }, i) => {
      const result = resultOf(name, predictions, i, card, top);
      if (explain === undefined) return result;
      const started = performance.now();
      const image = images.slice(i * model.imageSize, (i + 1) * model.imageSize);
      const png = await model.explain({ image, target: result.predictions[0]!.label }, isGone);
      context.metrics.stage('explain', performance.now() - started);
      return { ...result, explanation: { method: explain, png: Buffer.from(png).toString('base64') } };
    }),
  );
}

function resultOf(
  file: string,
  { [outputName]: probabilities, [noveltyName]: novelty }: Rows,
  i: number,
  { classNames, novelty: known }: ModelCard,
  top: number,
): PictureResult {
  const row = probabilities!.subarray(i * classNames.length, (i + 1) * classNames.length);
  const best = topK(row, Math.min(top, classNames.length));
  return {
    file,
    predictions: best.map((label) => ({ label, name: classNames[label]!, probability: row[label]! })),
    ...(novelty && known && { novelty: novelty[i]!, isNovel: novelty[i]! > known.threshold }),
  };
}
