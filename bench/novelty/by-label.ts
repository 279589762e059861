// Pictures chosen by their labels; the classes keep their names and numbers.
import { subset, type Dataset } from '../../src/data/dataset.ts';

export const without = (dataset: Dataset, label: number) => labelled(dataset, (other) => other !== label);
export const only = (dataset: Dataset, label: number) => labelled(dataset, (other) => other === label);

const labelled = (dataset: Dataset, isWanted: (label: number) => boolean): Dataset =>
  subset(
    dataset,
    Array.from(dataset.labels.keys()).filter((i) => isWanted(dataset.labels[i]!)),
  );
