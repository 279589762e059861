// Published accuracies on Fashion-MNIST's test split with their sources, to show beside our own results.
// None was measured by this program.

/** A published accuracy. */
export interface PublishedFigure {
  /** What reached it. */
  readonly title: string;
  /** The accuracy on the 10,000 test pictures, or on those that the title mentions; 0 to 1. */
  readonly accuracy: number;
  /** The number of parameters, as written in the source. */
  readonly parameters?: string;
  /** Where it was published. */
  readonly source: string;
}

const readme = 'benchmark of github.com/zalandoresearch/fashion-mnist (README)';

/** Published accuracies on the test split of Fashion-MNIST, the lowest first. */
export const publishedFashionMnist: readonly PublishedFigure[] = [
  { title: 'people, crowd-sourced, on 1,000 pictures', accuracy: 0.835, source: readme },
  {
    title: "paper-cnn, in the paper's own words",
    accuracy: 0.902,
    source: '“Conquering Fashion MNIST with CNN using computer vision”, ten epochs',
  },
  { title: '2 convolutions, pooling', accuracy: 0.925, parameters: '<100K', source: readme },
  { title: 'HOG and SVM', accuracy: 0.926, source: readme },
  { title: 'VGG16', accuracy: 0.935, parameters: '26M', source: readme },
  { title: 'capsule network', accuracy: 0.936, parameters: '8M', source: readme },
  { title: 'ResNet18', accuracy: 0.949, source: readme },
  { title: 'DenseNet-BC', accuracy: 0.954, parameters: '768K', source: readme },
  { title: 'Wide ResNet 40-4', accuracy: 0.967, parameters: '8.9M', source: readme },
];

/** The published figures for a split. Only Fashion-MNIST's test split has any. */
export const publishedFor = (data: string, split: string): readonly PublishedFigure[] =>
  data === 'fashion-mnist' && split === 'test' ? publishedFashionMnist : [];
