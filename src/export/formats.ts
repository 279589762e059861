// The formats that models are exported to, separate from their code so that a command's help need not load
// it.

/** What an export to a format is: one file, or a folder of files. */
export interface FormatSummary {
  /** In a few words. */
  readonly description: string;
  /** The extension of the file; undefined if the export is a folder. */
  readonly extension?: string;
  /** What loads the result back for the check. */
  readonly checkedBy: string;
}

/** All formats, by name. */
export const exportFormats = {
  onnx: {
    description: 'an ONNX file with other input, operator set, precision or quantisation',
    extension: '.onnx',
    checkedBy: 'ONNX Runtime',
  },
  keras: {
    description: 'a Keras 3 model with weights and preprocessing',
    extension: '.keras',
    checkedBy: 'Keras, if ATELIER_PYTHON names a Python that has it',
  },
  tfjs: {
    description: 'a TensorFlow.js layers model: model.json and weights.bin',
    checkedBy: '@tensorflow/tfjs-layers, if it is installed',
  },
  'teachable-machine': {
    description: 'a TensorFlow.js layers model with metadata.json, for @teachablemachine/image',
    checkedBy: '@tensorflow/tfjs-layers, if it is installed',
  },
  triton: {
    description: 'a model repository for Triton Inference Server: config.pbtxt, versions, labels',
    checkedBy: 'ONNX Runtime',
  },
  kserve: {
    description: 'the model repository with an InferenceService manifest for KServe',
    checkedBy: 'ONNX Runtime',
  },
  docker: {
    description: 'a folder with a Dockerfile and the model, which serves it',
    checkedBy: 'ONNX Runtime',
  },
  web: {
    description: 'a web page that classifies pictures in the browser, offline, and a script to embed',
    checkedBy: 'onnxruntime-web',
  },
} as const satisfies Readonly<Record<string, FormatSummary>>;

/**
 * The name of a format.
 *
 * @useDeclaredType
 */
export type ExportFormat = keyof typeof exportFormats;
/** The names of all formats. */
export const exportFormatNames = Object.keys(exportFormats) as [ExportFormat, ...ExportFormat[]];
