// What the studio found: counts, folders, the machine.
import type { Workspace } from '../../../../src/server/studio/contract/workspace.ts';
import { homeWords } from '../../words/home.ts';
import { bytes, count } from '../../words/numbers.ts';
import styles from './home.module.css';

export function Here({
  workspace: { counts, data, folders, machine, version },
}: {
  readonly workspace: Workspace;
}) {
  const facts: readonly (readonly [string, string])[] = [
    [homeWords.counts.runs, count(counts.runs)],
    [homeWords.counts.data, count(data.filter(({ isHere }) => isHere).length)],
    [homeWords.counts.models, count(counts.models)],
    [homeWords.counts.studies, count(counts.studies)],
    [homeWords.counts.catalogues, count(counts.catalogues)],
    [homeWords.folder, folders.runs],
    [homeWords.machine, homeWords.cores(count(machine.cores), bytes(machine.memory))],
    [homeWords.version, version],
  ];
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <FactRow key={name} name={name} value={value} />
      ))}
    </dl>
  );
}

const FactRow = ({ name, value }: { readonly name: string; readonly value: string }) => (
  <>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </>
);
