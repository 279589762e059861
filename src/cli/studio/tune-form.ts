// `atelier tune` as a form for the studio: its options, and the space as a file.
import type { SearchForm } from '../../server/studio/jobs/command-form.ts';
import { readSpaceFile } from '../../node/tuning/space-file.ts';
import type { PrunerName } from '../../tuning/pruners/names.ts';
import type { SamplerName } from '../../tuning/samplers/names.ts';
import { tuneCommand } from '../tune/command.ts';
import { checkedSampler } from '../tune/checked-sampler.ts';
import type { TuneOptions } from '../tune/tune-options.ts';
import { trialConfig, wholePoint } from '../tune/trial-config.ts';
import { argsOf, fieldsOf, parseWords } from './option-form.ts';

/** The options that the studio sets itself, or that make no sense in it. */
const left = ['name', 'out', 'storage', 'worker', 'json'];

/** The options that most searches are about. */
const main = ['trials', 'time', 'workers', 'sampler', 'pruner', 'seed'];

/** What each sampler and pruner does, in a few words. */
const about: Readonly<Record<string, Record<string, string>>> = {
  sampler: {
    auto: 'decides by the space and the number of trials',
    grid: 'all points of a finite space, in a random order',
    random: 'at random',
    qmc: 'a Sobol sequence, which leaves smaller gaps',
    tpe: 'where good trials are dense and others are not',
    gp: 'a Gaussian process and its expected improvement',
    'cma-es': 'an evolution strategy for numbers',
    'nsga-ii': 'a genetic algorithm for several objectives',
  } satisfies Record<SamplerName, string>,
  pruner: {
    none: 'all trials go to their end',
    median: 'ends what is worse than the median at the same epoch',
    asha: 'the best third goes on after 1, 3, 9, … epochs',
    hyperband: 'like asha, beginning at several epochs',
  } satisfies Record<PrunerName, string>,
};

type Options = TuneOptions & { readonly workers: number };

/** The form of `atelier tune`. */
export function tuneForm(): SearchForm {
  const fields = fieldsOf(tuneCommand(), { left, main, about });
  const parse = (words: readonly string[]): Options => parseWords(tuneCommand(), ['space', ...words]);
  return {
    fields,
    paths: ['data'],
    toArgs(given) {
      const words = argsOf(fields, given);
      parse(words);
      return words;
    },
    async firstTrial(file, given) {
      const options = parse(argsOf(fields, given));
      const spec = await readSpaceFile(file, options.data);
      checkedSampler(spec, options);
      return trialConfig(spec, wholePoint(spec), options, options.workers);
    },
  };
}
