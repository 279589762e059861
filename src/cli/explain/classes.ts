// Finds the classes and units that options such as --class and --maximize name.
import { didYouMean } from '../../did-you-mean.ts';
import { InputError } from '../../errors.ts';
import type { Explainer } from '../../explain/explainer.ts';

/**
 * Finds a class by its name or number. Case is ignored if only one class fits.
 *
 * @throws InputError listing the classes if there is no such class
 */
export function explainedClass(explainer: Explainer, text: string, option = '--class'): number {
  const index = findClass(explainer, text);
  if (index !== undefined) return index;
  const { classNames } = explainer;
  throw new InputError(
    `${option}: expected a class (${classNames.join(', ')}) or its number from 0 to ${classNames.length - 1}, got '${text}'${didYouMean(text, classNames)}`,
  );
}

function findClass({ classNames }: Explainer, text: string): number | undefined {
  const named = classNames.indexOf(text);
  if (named >= 0) return named;
  const alike = [...classNames.keys()].filter((i) => classNames[i]!.toLowerCase() === text.toLowerCase());
  if (alike.length === 1) return alike[0];
  const index = Number(text);
  return /^\d+$/.test(text) && index < classNames.length ? index : undefined;
}

/** Units that are maximised together: classes, or units of one layer. */
export interface MaximizedGroup {
  readonly layer: string | undefined;
  readonly units: readonly number[];
  readonly names: readonly string[];
}

/**
 * Groups targets by layer. A target is a class (name or number), `all` classes, or a unit as `layer:unit`.
 */
export function maximizedTargets(explainer: Explainer, wanted: readonly string[]): MaximizedGroup[] {
  const groups = new Map<string | undefined, number[]>();
  const add = (layer: string | undefined, unit: number) => {
    groups.set(layer, [...(groups.get(layer) ?? []), unit]);
  };
  for (const text of wanted) {
    const unit = /^(.+):(\d+)$/.exec(text);
    if (text === 'all') explainer.classNames.forEach((_, i) => add(undefined, i));
    else if (findClass(explainer, text) === undefined && unit)
      add(unit[1], unitOf(explainer, unit[1]!, Number(unit[2])));
    else add(undefined, explainedClass(explainer, text, '--maximize'));
  }
  return [...groups].map(([layer, units]) => ({
    ...{ layer, units },
    names: units.map((unit) => (layer === undefined ? explainer.classNames[unit]! : `${layer}:${unit}`)),
  }));
}

function unitOf(explainer: Explainer, name: string, unit: number): number {
  const units = explainer.layer(name).shape[0]!;
  if (unit < units) return unit;
  throw new InputError(`--maximize: expected a unit of ${name} from 0 to ${units - 1}, got ${unit}`);
}
