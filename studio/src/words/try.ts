// Words of the page Try.
import type { MethodName } from '../../../src/explain/methods/names.ts';
import type { PreprocessName } from '../../../src/nn/foreign/preprocessing.ts';
import type { Source, View } from '../pages/try/core/search.ts';
import { count, percent } from './numbers.ts';

const maps: Readonly<Record<MethodName, string>> = {
  cam: 'CAM',
  'grad-cam': 'Grad-CAM',
  'grad-cam++': 'Grad-CAM++',
  'score-cam': 'Score-CAM',
  saliency: 'Saliency',
  smoothgrad: 'SmoothGrad',
  'integrated-gradients': 'Integrated gradients',
  occlusion: 'Occlusion',
  'attention-rollout': 'Attention rollout',
};
const sources: Readonly<Record<Source, string>> = { draw: 'Draw', file: 'File', camera: 'Camera' };
const views: Readonly<Record<View, string>> = { features: 'Features', nearest: 'Nearest training pictures' };
const preparations: Readonly<Record<PreprocessName, string>> = {
  imagenet: 'ImageNet: mean and deviation of each colour',
  unit: 'From 0 to 1',
  'minus-one-one': 'From −1 to 1',
  bytes: 'From 0 to 255',
  lite: 'EfficientNet-Lite: (x − 127) / 128',
};

export const tryWords = {
  name: 'Try',
  model: 'Model',
  models: {
    released: (name: string) => `${name} (released)`,
    folder: (name: string) => `${name} (file)`,
    run: (name: string) => `${name} (run)`,
    own: (name: string) => `${name} (opened here)`,
  },
  openModel: 'Open an .onnx file…',
  opening: 'The model is being opened…',
  noModel: (id: string) => `There is no model ‘${id}’ here. Choose another above.`,
  lostModel: (name: string) =>
    `The page does not have ${name} any more: a file that was opened here is never sent anywhere, and not kept. Open it again.`,
  knows: (classes: number, size: string) => `${count(classes)} classes, pictures of ${size}`,
  input: 'Picture',
  source: 'Where the picture is from',
  sources,
  drawing: {
    paper: 'Drawing. Arrow keys move the pen, the space bar sets it down and lifts it.',
    invitation: 'Draw a garment here',
    invitationAny: 'Draw here',
    tool: 'Tool',
    pen: 'Pen',
    fill: 'Shape: what you go around is filled',
    erase: 'Eraser',
    width: 'Width',
    undo: 'Take the last stroke back',
    redo: 'Draw it again',
    clear: 'Clear the paper',
  },
  file: {
    drop: 'Drop or paste a picture anywhere on this page',
    choose: 'Choose a file…',
    another: 'Choose another…',
    shown: (name: string) => `The picture ${name}`,
    pasted: 'from the clipboard',
  },
  camera: {
    on: 'Turn the camera on',
    hint: 'What it sees is classified in this page and goes nowhere.',
    take: 'Take a picture',
    again: 'Back to the camera',
    video: 'What the camera sees',
    photograph: 'The photograph',
    taken: 'photograph',
  },
  answer: 'What the model says',
  nothing: 'Nothing to see yet',
  nothingHint: 'Draw, drop or paste a picture, or use the camera. The model answers while you draw.',
  sketches: 'Or begin with a sketch that the program draws:',
  sketch: (name: string) => `Sketch of a ${name.toLowerCase()}`,
  bars: 'Probabilities of the classes',
  explainHint: 'Choose a class to see what mattered for it.',
  showAll: (classes: number) => `Show all ${count(classes)} classes`,
  showFew: 'Show the ten likeliest',
  novel: 'Unlike its training data',
  novelHint: (novelty: string, threshold: string, passing: number) =>
    `Novelty ${novelty}, above ${threshold}, which ${percent(passing, 0)} of its validation pictures stay below. Don’t trust the answer.`,
  familiar: 'Like its training data',
  familiarHint: (novelty: string, threshold: string) =>
    `Novelty ${novelty}; above ${threshold} it would be unlike.`,
  noNovelty: 'This model can’t tell whether a picture is unlike its training data.',
  preparation: 'Preparation of pixels',
  preparations,
  preparationHint: {
    chosen: 'As you chose.',
    recognised: 'As its name or its first layers show.',
    guess: 'A guess: the file does not say it. If the answers make no sense, choose another.',
  },
  sees: 'What the network sees',
  seesLabel: (size: string) => `What the network sees: ${size} pixels`,
  mattered: (name: string) => `What mattered for ${name}`,
  mapLabel: (method: string, name: string) => `${method} for ${name}`,
  map: 'Map',
  maps,
  mapLayer: 'Layer',
  usualLayer: (name: string) => `${name} (usual)`,
  signed: 'Red speaks for the class, blue against it.',
  bright: 'The brighter, the more it mattered.',
  making: 'The map is being made…',
  views,
  moreViews: 'More about the picture',
  layer: 'Layer',
  featuresHint: (maps: number, size: string) =>
    `${count(maps)} maps of ${size}; black is the lowest value of a map, white its highest.`,
  unitsHint: (units: number) => `${count(units)} numbers, the lowest black, the highest white.`,
  featureMap: (i: number) => `Map ${count(i + 1)}`,
  allMaps: (maps: number) => `Show all ${count(maps)}`,
  featuresEmpty: 'Here you see what each layer makes of your picture.',
  nearest: {
    empty: 'Here you see the training pictures that the model finds most like yours.',
    save: 'Save as CSV',
    index: 'Training picture',
    similarity: 'Similarity',
    label: (name: string, similarity: string, index: number) =>
      `${name}, similarity ${similarity}, training picture ${count(index)}`,
    hint: (total: number, data: string) =>
      `Of ${count(total)} training pictures of ${data}, by the cosine of what the last layer decides on.`,
    computing: (done: number, total: number) =>
      `The model looks at its training pictures, once: ${count(done)} of ${count(total)}`,
    progress: 'Training pictures that the model has looked at',
    reading: 'The training pictures are being read…',
    unknown: 'A file that was opened here does not say where its training pictures are.',
    foreign: 'A model of another program does not say what it was trained on.',
    noFeatures: 'This model does not end in a dense layer, so its pictures can’t be compared.',
  },
  saveAnswer: 'Save the probabilities',
  saveSeen: 'Save the picture as PNG',
  saveMap: 'Save the map',
  saveFeatures: 'Save the maps',
  class: 'Class',
  probability: 'Probability',
  figureAbout: 'How likely each class is, by the model; together they are 100 %.',
  pixelSize: (size: string, channels: number) => `${size} pixels, ${channels === 1 ? 'grey' : 'in colour'}`,
  figureTitle: (name: string) => `Probabilities by ${name}`,
};
