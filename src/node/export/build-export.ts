// The files of an export, by format, before they are checked and written.
import { describeLayers } from '../../export/layers/describe-layers.ts';
import type { ExportedFile } from '../../export/exported-file.ts';
import type { ExportFormat } from '../../export/formats.ts';
import { encodeKeras } from '../../export/keras/keras-file.ts';
import { encodeOnnx, type OnnxOptions } from '../../export/onnx/onnx-variant.ts';
import { encodeDockerfile } from '../../export/serving/docker.ts';
import { encodeInferenceService } from '../../export/serving/kserve.ts';
import { encodeRepository, servedName } from '../../export/serving/triton.ts';
import { encodeTeachableMachine } from '../../export/tfjs/teachable-machine.ts';
import { encodeTfjs } from '../../export/tfjs/layers-model.ts';
import { decodeModelCard, type ModelCard } from '../../nn/classifier-file.ts';
import type { DeviceOptions } from '../../engine/runtime/runtime.ts';
import { programVersion } from '../files/program-version.ts';
import { webFiles } from './web-files.ts';

/** What to export. */
export interface ExportRequest {
  /** A saved model. */
  readonly bytes: Uint8Array;
  /** Its name in errors. */
  readonly source: string;
  /** The name under which servers and pages know it. */
  readonly name: string;
  /** The options of the format `onnx`. */
  readonly onnx: OnnxOptions;
  /** Where static quantisation runs the model. */
  readonly device?: DeviceOptions;
}

type Builder = (request: ExportRequest, card: ModelCard) => Promise<ExportedFile[]>;

const repository = ({ bytes, name }: ExportRequest, card: ModelCard, folder = ''): ExportedFile[] =>
  encodeRepository(servedName(name), bytes, card).map(({ path, content }) => ({
    path: folder + path,
    content,
  }));

const builders: Readonly<Record<ExportFormat, Builder>> = {
  onnx: async ({ bytes, source, onnx, device }) => [
    { path: 'model.onnx', content: await encodeOnnx(bytes, source, onnx, device) },
  ],
  keras: async ({ bytes, source }) => [
    { path: 'model.keras', content: await encodeKeras(describeLayers(bytes, source)) },
  ],
  tfjs: async ({ bytes, source }) => Promise.resolve(encodeTfjs(describeLayers(bytes, source))),
  'teachable-machine': async ({ bytes, source }) =>
    Promise.resolve(encodeTeachableMachine(describeLayers(bytes, source))),
  triton: (request, card) => Promise.resolve(repository(request, card)),
  kserve: (request, card) =>
    Promise.resolve([
      ...repository(request, card, 'models/'),
      encodeInferenceService(servedName(request.name)),
    ]),
  docker: (request, card) =>
    Promise.resolve([...repository(request, card, 'models/'), ...encodeDockerfile(programVersion)]),
  web: ({ bytes, name }, card) => webFiles(name, bytes, card),
};

/**
 * The files of an export.
 *
 * @throws InputError if the model can't be exported to the format
 */
export async function buildExport(format: ExportFormat, request: ExportRequest): Promise<ExportedFile[]> {
  return builders[format](request, decodeModelCard(request.bytes, request.source));
}
