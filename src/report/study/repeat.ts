// How to go on from a study.
import { markup } from '../markup.ts';
import { isMissing, missingNote, type Section } from '../section.ts';
import type { StudyReport } from './report-data.ts';

export const studyRepeatSection = ({ best, commands, version }: StudyReport): Section => ({
  ...{ id: 'repeat', title: 'How to go on', figures: [] },
  content: markup`<p>This report was made with Atelier ${version}. The study is an Optuna study: Python’s Optuna reads its journal.</p>
<pre tabindex="0"><code>${commands.join('\n')}</code></pre>
${
  isMissing(best)
    ? missingNote(best)
    : markup`<details><summary>The best configuration, a file for <code>train --config</code></summary><pre tabindex="0"><code>${best.text}</code></pre></details>`
}`,
});
