// Which trials the views show, and on what axes.
import { Select } from '../../ui/select.tsx';
import { Toggle } from '../../ui/toggle.tsx';
import { tuneWords } from '../../words/tune.ts';
import { shares, type Share } from './core/search.ts';
import { useStudyView } from './use-study-view.ts';
import styles from './tune.module.css';

export function ViewChoices() {
  const { search, change } = useStudyView();
  const { best = 100, log, tab } = search;
  return (
    <div className={styles.choices}>
      <Select
        isBare
        label={tuneWords.bestOnly}
        chosen={String(best)}
        onChoose={(id) => change({ best: Number(id) === 100 ? undefined : (Number(id) as Share) })}
        choices={shares.map((share) => ({ id: String(share), name: tuneWords.shares[share]! }))}
      />
      {tab !== 'trials' && (
        <Toggle
          label={tuneWords.logarithmic}
          isOn={log === true}
          onChange={(isOn) => change({ log: isOn ? true : undefined })}
        />
      )}
    </div>
  );
}
