// How to make these figures again.
import { markup } from '../markup.ts';
import type { ReportData } from '../report-data.ts';
import { isMissing, missingNote, type Section } from '../section.ts';

export function repeatSection({
  config,
  commands,
  version,
  model: { card },
  evaluation,
}: ReportData): Section {
  const { seed, resamples, level } = evaluation.bootstrap;
  return {
    ...{ id: 'repeat', title: 'How to repeat it', figures: [] },
    content: markup`<p>With Atelier ${version}; the same seed, data, machine kind and number of threads give the same model, byte for byte.</p>
<pre tabindex="0"><code>${commands.join('\n')}</code></pre>
<p>${
      card
        ? `The model comes from seed ${card.seed}, epoch ${card.epoch}, and data called ${card.data}.`
        : 'Where the model comes from its file does not say.'
    } Intervals are from ${resamples} resamples of the pictures, seed ${seed},
at ${level * 100} %; that of the accuracy is Wilson’s.</p>
${
  isMissing(config)
    ? missingNote(config)
    : markup`<details><summary>The run’s configuration, as <code>--config</code> takes it</summary><pre tabindex="0"><code>${config.text}</code></pre></details>`
}`,
  };
}
