// What the files of a drop are: models, pictures, and weights that stand beside a model.

interface SortedFiles<Kind extends NamedFile = File> {
  /** The first model. */
  readonly model?: Kind;
  /** The first picture. */
  readonly picture?: Kind;
  /** Everything that is neither. */
  readonly weights: readonly Kind[];
}

type NamedFile = Pick<File, 'name' | 'type'>;

/** How files of weights end. Others are taken for pictures, so that the page says what it can't read. */
const weightEndings = /\.(data|onnx_data|bin|weights|pb)$|\.onnx[._-]data/i;

export function sortFiles<Kind extends NamedFile>(files: readonly Kind[]): SortedFiles<Kind> {
  const isModel = ({ name }: NamedFile) => /\.onnx$/i.test(name);
  const model = files.find(isModel);
  const others = files.filter((file) => !isModel(file));
  const isPicture = ({ type }: NamedFile) => type.startsWith('image/');
  // Beside a model, files of any name can be its weights.
  const weights = others.filter((file) => !isPicture(file) && (model ?? weightEndings.test(file.name)));
  const picture = others.find((file) => !weights.includes(file));
  return { weights, ...(model && { model }), ...(picture && { picture }) };
}
