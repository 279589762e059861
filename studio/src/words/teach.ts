// Words of the page Teach.
import type { Concern } from '../pages/teach/core/forecast.ts';
import type { Obstacle } from '../pages/teach/core/lesson.ts';
import { count, duration } from './numbers.ts';

const pictures = (number: number): string => (number === 1 ? '1 picture' : `${count(number)} pictures`);

const obstacles: { readonly [Is in Obstacle['is']]: (name: string, fewest: number) => string } = {
  'few-classes': () => 'Training needs two classes or more.',
  'no-name': () => 'A class has no name yet.',
  'same-name': (name) => `Two classes are called ${name}. Rename one.`,
  'few-pictures': (name, fewest) => `${name} needs ${fewest} pictures or more.`,
};

const concerns: {
  readonly [Is in Concern['is']]: (concern: Concern & { readonly is: Is }, enough: number) => string;
} = {
  few: ({ name, count: number }, enough) =>
    `${name} has only ${pictures(number)}. With ${enough} or more of each class, the accuracy means more.`,
  uneven: ({ most, least, times }) =>
    `${most} has ${Math.floor(times)} times as many pictures as ${least}, so ${most} is said too often. Add pictures of ${least}.`,
};

export const teachWords = {
  name: 'Teach',
  pictures,
  untitled: 'My classes',
  lessonName: 'Name of the data set',
  nameHint: 'Name the data set',
  newClass: (number: number) => `Class ${number}`,

  emptyTitle: 'Teach it your own classes',
  emptyHint:
    'Show pictures of each thing that it should tell apart, with the camera or from files. It learns them in this page, and the model is yours. Nothing leaves the page. A folder that has a folder of pictures for each class can also be dropped here.',
  emptyDrop: 'Drop a folder that has a folder of pictures for each class',
  begin: 'Start with two classes',
  chooseFolder: 'Choose a folder',

  elsewhereTitle: 'Teach is open in another tab',
  elsewhereHint: 'Only one tab can write the pictures. What is open there can go on here.',
  takeOver: 'Go on here',
  opening: 'Opening your pictures…',
  unsupported:
    'This browser can’t keep pictures on the disk for a page. Open the studio in a newer Chrome, Edge, Firefox or Safari, and not in a private window.',

  gather: 'Classes',
  addClass: 'Add a class',
  className: 'Name of the class',
  classHint: 'Name this class',
  removeClass: 'Remove the class',
  removedClass: (name: string) => `${name} removed`,
  removedPictures: (number: number) => `${pictures(number)} removed`,
  camera: 'Camera',
  chooseFiles: 'Choose pictures',
  dropHint: 'Drop or paste pictures here',
  dropOn: (name: string) => `Drop or paste pictures of ${name}`,
  picturesOf: (name: string) => `Pictures of ${name}. Arrow keys move, Delete removes.`,
  remove: (name: string) => `Remove ${name}`,
  unreadable: 'unreadable',
  adding: (done: number, total: number) => `Saving ${count(done)} of ${count(total)} pictures`,
  noPictures: 'There are no pictures among these files: JPEG, PNG, WebP, GIF, AVIF and BMP are read.',
  added: (number: number, name: string) => `${pictures(number)} added to ${name}`,
  takenAt: (time: Date) => `camera ${time.toISOString().slice(0, 23).replace(/[T:.]/g, '-')}.jpg`,

  hold: 'Hold to record',
  recording: 'Recording…',
  holdHint: 'Hold the button, or the space bar on it. Eight pictures a second are kept.',
  closeCamera: 'Camera off',
  cameraOn: 'Turn the camera on',
  cameraView: (name: string) => `The camera’s picture for ${name}`,

  training: 'Training',
  backbone: 'Learns on top of',
  backboneOf: {
    released: (name: string) => `${name}, comes with Atelier`,
    folder: (name: string) => name,
    run: (name: string) => `run ${name}`,
  },
  garmentNote: (name: string, width: number) =>
    `${name} has only seen clothes, as grey pictures of ${width}×${width} pixels, and looks at your pictures in the same way. It can learn simple shapes on a plain ground. For photographs, start the studio with --models FOLDER, where the folder has a network for photographs such as EfficientNet-Lite0 as an .onnx file.`,
  photoNote:
    'This network stays as it is: it turns each picture into numbers once, and what is trained decides on those.',
  train: 'Train',
  trainAgain: 'Train again',
  stop: 'Stop',
  stopped: 'Stopped. What was computed for the pictures is kept.',
  obstacle: (obstacle: Obstacle, fewest: number) =>
    obstacles[obstacle.is]('name' in obstacle ? obstacle.name : '', fewest),
  /** What one trains on: the counts of a few classes, or the least and the most of many. */
  before: (all: number, classes: readonly (readonly [name: string, count: number])[]) => {
    const counts = classes.map(([, number]) => number);
    const [least, most] = [Math.min(...counts), Math.max(...counts)];
    if (least === most) return `Learns from ${pictures(all)}, ${count(least)} of each class.`;
    return classes.length <= 6
      ? `Learns from ${pictures(all)}: ${classes.map(([name, number]) => `${name} ${count(number)}`).join(', ')}.`
      : `Learns from ${pictures(all)}, ${count(least)} to ${count(most)} of each class.`;
  },
  takes: (seconds: number) => `That takes about ${duration(Math.max(1, Math.ceil(seconds)))} here, or less.`,
  paceUnknown:
    'How long that takes shows after the first pictures: nothing was learnt on this network here yet.',
  concern: (concern: Concern, enough: number) => concerns[concern.is](concern as never, enough),
  phases: {
    opening: 'Opening the network…',
    features: (done: number, total: number) => `Looking at picture ${count(done + 1)} of ${count(total)}`,
    fitting: (steps: number) => `Learning, step ${count(steps)}`,
    keeping: 'Keeping the model…',
  },
  left: (seconds: number) => `about ${duration(Math.ceil(seconds))} left`,
  progress: 'Progress of the training',
  unreadableNote: (number: number) =>
    `${number === 1 ? 'A picture' : pictures(number)} can’t be read by this browser and ${number === 1 ? 'is' : 'are'} left out of the training.`,
  failed: (reason: string) => `The training failed: ${reason}`,

  loss: 'Loss',
  accuracy: 'Accuracy',
  step: 'step',
  lossUnit: 'loss, nats',
  curves: { training: 'training', heldOut: 'held out' },
  curvesAbout:
    'in cross-validation: five fits, each judged on the fifth of the pictures that it does not learn from. Weaker and weaker penalties are tried, until one does clearly worse.',

  recognised: (all: number) => `of ${pictures(all)} recognised, each by a fit that had not seen it`,
  heldOut: (right: number, all: number) =>
    `${count(right)} of ${pictures(all)} recognised that were kept aside for the end`,
  noModel: (name: string) =>
    `the studio’s server did not give ${name}; is it still there, and does atelier studio still run?`,
  learntFrom: (number: number, classes: number, backbone: string) =>
    `${pictures(number)} of ${classes} classes, on ${backbone}`,
  took: (features: number, fit: number) => `${duration(features)} to look at them, ${duration(fit)} to learn`,
  outdated: 'The classes or pictures have changed since. Train again to learn them.',

  test: 'Try it',
  testNothing: 'The trained model can be tried here, live.',
  testSources: 'Where the picture comes from',
  sources: { camera: 'Camera', file: 'Picture', draw: 'Drawing' },
  testCamera: 'The camera’s picture to recognise',
  testDrop: 'Drop or paste a picture, or',
  testChoose: 'Choose a picture',
  tested: (name: string) => `The picture ${name}`,
  answer: 'Probability of each class',
  unlike: 'Unlike the pictures that it learnt from',
  like: 'Like the pictures that it learnt from',
  waiting: 'Waiting for a picture',
  openInTry: 'Open in Try',
  paper: 'Paper to draw on. Arrow keys move the pen, Space lowers and lifts it.',
  invitation: 'Draw here',
  clearPaper: 'Clear',

  save: 'Save',
  saveModel: 'Model (.onnx)',
  saveData: 'Data set (.zip)',
  savePage: 'Page to share (.zip)',
  saveAnswer: 'Save the probabilities as CSV',
  preparing: (what: string) => `Preparing: ${what}`,
  noPage: 'the studio’s server did not give the files of the page; is atelier studio still running?',
  startOver: 'Start over',
  startOverTitle: 'Start over?',
  startOverHint:
    'This forgets all classes, pictures and the model of this page, for good. Save the data set first if you may want them back.',
  startOverDo: 'Forget everything',
  more: 'More for this data set',
  command: (name: string, argument: string) =>
    `unzip ${name}.zip && atelier train --data ${name} --from ${argument} --freeze all`,
} as const;
