// A command as a form. The command line makes it from the options that the command declares, so that the page
// and the terminal take the same values and refuse them with the same words.
import type { TrainingConfig, TrainingConfigInput } from '../../../training/config-schema.ts';
import type { CommandOptions, FormField } from '../contract/jobs.ts';

/** What all forms have. */
export interface OptionForm {
  readonly fields: readonly FormField[];
  /** The options whose values are paths, or names: they must stay inside the studio's folders. */
  readonly paths: readonly string[];
}

/** The form of a search: a file with its space, and the options of the command. */
export interface SearchForm extends OptionForm {
  /**
   * The words of the command line after the file, checked as the command checks them.
   *
   * @throws InputError that names the option that is unknown or wrong
   */
  toArgs(options: CommandOptions): string[];
  /**
   * The configuration of the first trial, as one of the workers trains it.
   *
   * @param file of the space
   * @throws InputError for a mistake in the file or the options
   */
  firstTrial(file: string, options: CommandOptions): Promise<TrainingConfig>;
}

/** A command whose options come from a form. */
export interface CommandForm extends OptionForm {
  /**
   * The words of the command line, after the name of the command, checked as the command checks them.
   *
   * @param config a configuration file that the options change
   * @throws InputError that names the option that is unknown or wrong
   */
  toArgs(options: CommandOptions, config?: string): Promise<string[]>;
  /**
   * The configuration that the options mean, without what it has by default.
   *
   * @throws InputError like `toArgs`
   */
  toConfig(options: CommandOptions): Promise<TrainingConfigInput>;
}
