// Words of the walk through a network.
import type { Chapter } from '../pages/learn/core/chapters.ts';
import type { Place } from '../pages/learn/core/place.ts';
import type { Stage } from '../pages/learn/core/plain-network.ts';
import { count } from './numbers.ts';

/** A number with two decimals and a true minus sign: `−0.42`. */
export const decimal = (value: number, digits = 2): string => {
  const written = Math.abs(value).toFixed(digits);
  return `${value < 0 && Number(written) !== 0 ? '−' : ''}${written}`;
};

/** A small number with its sign and as many digits as it needs: `+0.0031`. */
export const signed = (value: number): string => {
  if (value !== 0 && Math.abs(value) < 5e-7) return '≈ 0';
  const digits = Math.abs(value) >= 0.095 || value === 0 ? 2 : Math.abs(value) >= 0.00095 ? 4 : 6;
  return `${value < 0 ? '' : '+'}${decimal(value, digits)}`;
};

interface ChapterWords {
  /** In the list of chapters. */
  readonly name: string;
  readonly title: string;
  readonly text: readonly string[];
  /** What to do now. */
  readonly task: string;
}

const chapters: Readonly<Record<Chapter, ChapterWords>> = {
  pixels: {
    name: 'Pixels',
    title: 'A picture is a table of numbers',
    text: [
      'The network does not see a shoe or a shirt. It gets a table. Each cell holds the light of one pixel: 0 is black, 255 is white.',
      'Before the first layer, the network moves all numbers to a handier range: about half of them end up below zero. Nothing is lost by this; it only makes learning easier.',
    ],
    task: 'Move over the picture to read its numbers. Then draw on it, and watch every map and the prediction above follow.',
  },
  convolution: {
    name: 'Convolution',
    title: 'A small filter looks everywhere',
    text: [
      'A filter is a small table of weights. Lay it on the picture, multiply each number by the weight on top of it, add up the products and the bias. That sum is one cell of the output.',
      'Then move the filter by one pixel and do it again. The same few weights visit every place, so a filter finds its pattern – an edge, a corner, a texture – wherever it is.',
    ],
    task: 'Move the window. Choose a weight and change it: the map, all layers after it and the prediction change with it.',
  },
  activation: {
    name: 'Activation',
    title: 'Keep what was found',
    text: [
      'A sum of sums is only another sum. Without a bend between them, many layers could do no more than one. The activation is that bend.',
      'ReLU is the plainest: a negative number becomes 0, a positive one stays. The map then says how much of the pattern is here, and is silent elsewhere.',
    ],
    task: 'Move over the map. The dot on the curve shows what happens to this cell.',
  },
  pooling: {
    name: 'Pooling',
    title: 'Smaller, and less fussy',
    text: [
      'Pooling cuts the map into small windows and keeps one number of each. Max pooling keeps the largest: the pattern was found somewhere in this window.',
      'The map shrinks, so the next layers have less to compute and each of their cells sees more of the picture. And a garment that moves by a pixel gives almost the same map.',
    ],
    task: 'Move over the output to see which cell of each window won.',
  },
  dense: {
    name: 'Dense layer',
    title: 'All evidence on one scale',
    text: [
      'Flatten writes all maps into one long row. The dense layer has a weight for each number of it, and for each class: how much does this speak for the class, or against it?',
      'The score of a class – its logit – is the sum of all these products and a bias. It is the same arithmetic as in the convolution, only over everything at once.',
    ],
    task: 'Choose a class. Blue cells speak for it, orange ones against it. Move over them to see their products.',
  },
  softmax: {
    name: 'Softmax and loss',
    title: 'From scores to a bet',
    text: [
      'Scores have no fixed scale. Softmax raises e to each of them, so that all are positive, and divides by their sum. The shares are the probabilities, and they add up to 1.',
      'The loss is one number that says how wrong the bet was: minus the logarithm of the probability of the true class. Certain and right costs nothing. Certain and wrong costs a lot.',
    ],
    task: 'Choose another true class and see what the same bet would cost.',
  },
  gradient: {
    name: 'Gradient',
    title: 'Who is to blame?',
    text: [
      'Now walk back. For each number in the network, ask: if it grew a little, how would the loss change? That slope is its gradient. It begins at the scores, where it is simply the probability minus the truth.',
      'The chain rule carries it backwards, layer by layer: a cell passes its blame on to the cells that it was computed from, in proportion to the weights between them. The maps above now show these gradients.',
    ],
    task: 'Nudge a weight. The gradient predicts the new loss; the engine computes it anew. A small nudge keeps the promise. A larger one may cross a bend: a cell that ReLU silences, another winner of a pooling window.',
  },
  step: {
    name: 'One step',
    title: 'Learning is a small step downhill',
    text: [
      'Each weight moves a little against its gradient: new weight = weight − learning rate × gradient. All weights move at once. Then the picture goes through again.',
      'That is all of learning, repeated for many pictures. A step that is too large leaps over the valley: try a high rate and see the loss rise.',
    ],
    task: 'Take a step, and see the prediction move. Take ten. Then put the weights back.',
  },
};

/** Of stages that are unlike the usual one of their chapter. */
const normalization: ChapterWords = {
  ...chapters.activation,
  title: 'All maps on a common scale',
  text: [
    'Some filters give large sums, others small ones. In training, batch normalisation subtracts from each map its mean over the batch and divides by its spread, then multiplies by γ and adds β, which the network learns.',
    'It keeps running averages of mean and variance. Once the network is trained they are constants, so that all of it is one scale and one shift for each map: a straight line. The running averages are no weights: a step of learning leaves them as they are.',
  ],
  task: 'Move over the map. Change γ or β: the whole map follows, and the prediction with it.',
};
const globalPooling: ChapterWords = {
  ...chapters.pooling,
  title: 'One number of each map',
  text: [
    'Global pooling is pooling with a window as large as the map. It keeps one number of each map, and forgets where in the picture the pattern was.',
    'The dense layer after it needs only one weight for each map and class, however large the picture is.',
  ],
  task: 'Choose a map, and see the one number that is left of it.',
};
const denseAfterPooling: ChapterWords = {
  ...chapters.dense,
  text: [
    'Global pooling has left one number of each map: how much of its pattern is in the picture. The dense layer has a weight for each of them, and for each class: how much does this speak for the class, or against it?',
    chapters.dense.text[1]!,
  ],
};

/** The words of a chapter, by the stage that it shows. */
export function chapterWords({
  chapter,
  stage,
  source,
}: Pick<Place, 'chapter' | 'stage' | 'source'>): ChapterWords {
  const isGlobal = ({ kind, shape }: Stage) => kind === 'pooling' && shape.length === 1;
  if (chapter === 'activation' && stage.kind === 'normalization') return normalization;
  if (chapter === 'pooling' && isGlobal(stage)) return globalPooling;
  return chapter === 'dense' && isGlobal(source) ? denseAfterPooling : chapters[chapter];
}

export const learnWords = {
  name: 'Learn',
  chapters,
  chapterList: 'Chapters',
  next: 'Next chapter',
  previous: 'Chapter before',
  nextTo: (name: string) => `Next: ${name}`,
  section: 'Learn',

  overview: 'The network, from the picture to the prediction. Arrow keys move between its maps.',
  overviewOfGradients:
    'The gradients, from the prediction back to the picture. Arrow keys move between the maps.',
  more: (left: number) => `+ ${count(left)} more`,
  map: (stage: string, map: number, of: number) => (of > 1 ? `${stage}, map ${map + 1} of ${of}` : stage),
  tile: (stage: string, map: number) => `${stage}, map ${map + 1}`,
  shape: (shape: readonly number[]) =>
    shape.length === 3 ? `${shape[0]} × ${shape[1]}×${shape[2]}` : count(shape[0]!),
  legend: { below: 'below 0', above: 'above 0' },
  cell: (row: number, column: number, value: string) => `row ${row + 1}, column ${column + 1}: ${value}`,
  types: {
    picture: 'picture',
    conv2d: 'convolution',
    depthwiseConv2d: 'depthwise convolution',
    batchNormalization: 'normalisation',
    maxPooling2d: 'max pooling',
    averagePooling2d: 'mean pooling',
    globalAveragePooling2d: 'global mean',
    globalMaxPooling2d: 'global max',
    relu: 'ReLU',
    flatten: 'flatten',
    dense: 'dense',
  } as Readonly<Record<string, string>>,

  network: 'Network',
  primer: 'Primer (comes with Learn)',
  model: (name: string, architecture: string) => (architecture ? `${name} · ${architecture}` : name),
  openModel: 'Open an .onnx file…',
  noModel: 'The file is no longer in this page. Open it again, or use the primer.',
  notThere: (name: string) => `${name}: the studio has no model of this name`,
  usePrimer: 'Use the primer',
  picture: 'Picture',
  ownPicture: 'Your picture',
  openPicture: 'Open a picture…',
  sample: (name: string) => `Sketch: ${name}`,
  dropHere: 'A picture to walk through, or a network as .onnx',
  dropHint: 'You can also drop or paste a picture, or drop a model file, anywhere on this page.',
  trueClass: 'True class',
  isTrue: 'true class',
  reset: 'Put the weights back',
  changed: 'weights changed',
  weightChanged: 'weight changed',
  weightsStepped: 'step of learning',
  weightsReset: 'weights put back',

  tools: 'Tool',
  toolNames: { look: 'Look', draw: 'Draw', erase: 'Erase' },
  clear: 'Clear',
  lens: 'The numbers around the pixel',
  pixelAt: (row: number, column: number) => `Row ${row + 1}, column ${column + 1}`,
  light: 'light',
  asShare: 'as a share of white',
  normalised: 'what the network reads',
  channelNames: ['red', 'green', 'blue'],

  input: 'input',
  output: 'output',
  filters: 'Filter',
  filter: (i: number) => `Filter ${i + 1}`,
  underWindow: 'numbers',
  weights: 'weights',
  products: 'products',
  fromMap: (i: number) => `from map ${i + 1}`,
  inputMaps: 'Input map',
  sumOfProducts: 'sum of the products',
  sumOfMaps: (maps: number) => `sum over ${maps} maps`,
  bias: 'bias',
  result: 'result',
  engineSays: (value: string) => `The engine computed ${value}.`,
  slide: 'Slide the filter',
  stopSliding: 'Stop',
  chosenWeight: 'Chosen weight',

  stages: 'Stage',
  mapNumber: 'Map',
  normalized: {
    name: 'Batch normalisation of the cell',
    scale: 'scale = γ ÷ √(variance + ε)',
    shift: 'shift = β − scale × mean',
    cell: 'cell = scale × x + shift',
    gamma: 'γ of this map',
    beta: 'β of this map',
  },
  before: 'before',
  after: 'after',
  silenced: (silent: number, all: number) =>
    `${count(silent)} of ${count(all)} cells are negative and become 0.`,
  curveOf: (type: string) => `The curve of ${type}`,
  inWindow: 'in the window',
  pooled: (rule: string, values: readonly number[], result: number) =>
    `${rule} of ${values.length <= 9 ? values.map((value) => decimal(value)).join(', ') : values.length} = ${decimal(result)}`,
  largest: 'largest',
  mean: 'mean',

  classes: 'Class',
  contributions: 'value × weight, for each cell of the flattened maps',
  strongest: 'Strongest evidence',
  place: 'Cell',
  value: 'Value',
  weightColumn: 'Weight',
  product: 'Product',
  unit: (i: number) => `unit ${i + 1}`,
  /** A number of a row, by the map that it comes from. */
  cellName: (index: number, shape: readonly number[]) => {
    const [, height = 1, width = 1] = shape;
    if (shape.length === 1) return `number ${index + 1}`;
    if (height * width === 1) return `map ${index + 1}`;
    return `map ${Math.floor(index / (height * width)) + 1}, row ${Math.floor((index % (height * width)) / width) + 1}, column ${(index % width) + 1}`;
  },
  unitName: 'Unit',
  /** A number of any size with three digits that count. */
  rough: (value: number) =>
    value >= 1e6 || value < 1e-3
      ? value.toExponential(1).replace('e+', 'e')
      : new Intl.NumberFormat('en', { maximumSignificantDigits: 3 }).format(value),
  probabilityShort: 'p',
  gradientColumn: 'Gradient',
  sumOfAll: (n: number) => `sum of ${count(n)} products`,
  score: 'score',

  logit: 'Score z',
  power: 'eᶻ',
  probability: 'Probability',
  sum: 'Sum',
  lossIs: (probability: string, loss: string) => `loss = −ln ${probability} = ${loss}`,
  lossCurve: 'The loss by the probability of the true class',
  loss: 'loss',
  perplexity: (ways: string) => `As unsure as a fair choice among ${ways}.`,

  blame: 'Probability − truth',
  truth: 'Truth',
  engineGradient: 'Gradient from the engine',
  valueAndGradient: (value: string, gradient: string) => `value ${value}, gradient ${gradient}`,
  ofMap: 'gradient of this map',
  activationMap: 'the map itself',
  ofFilter: 'gradient of the filter’s weights',
  kernel: 'the filter',
  nudge: 'Nudge it by',
  nudges: (by: number) => `${by < 0 ? '−' : '+'}${Math.abs(by)}`,
  slopeOf: 'Gradient of the chosen weight:',
  predicted: 'predicted loss',
  measured: 'computed loss',
  nudgeFirst: 'Nudge the chosen weight to compare.',

  rate: 'Learning rate',
  takeStep: 'Take one step',
  takeTen: 'Take ten steps',
  steps: (n: number) => (n === 1 ? '1 step' : `${count(n)} steps`),
  lossOverSteps: 'The loss, step by step',
  beforeSteps: 'at the start',
  now: 'now',
  lossNow: (loss: string) => `The loss is ${loss}.`,
  expected: (loss: string) => `By its slope, the next step should bring the loss to about ${loss}.`,
  right: 'The network is right.',
  wrong: (taken: string) => `The network says ${taken}.`,
  moved: 'How far the weights have moved',
  movedRow: 'Weights',
  howMany: 'Count',
  meanMove: 'Mean move',

  save: 'Save this view',
  saveNetwork: 'Save the network as .onnx',
  savePrediction: 'Save the prediction as CSV',
  figureTitle: (stage: string, map: number) => `${stage}, map ${map + 1}`,
  figureAbout: (low: string, high: string) => `Orange is below zero, blue above; from ${low} to ${high}.`,
} as const;
