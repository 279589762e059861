// How to repeat the measurements.
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
    content: markup`<p>This report was made with Atelier ${version}. The same seed, data, kind of machine and number of threads give the same model, byte for byte.</p>
<pre tabindex="0"><code>${commands.join('\n')}</code></pre>
<p>${
      card
        ? `The model was trained on ${card.data} with seed ${card.seed}; it is the model of epoch ${card.epoch}.`
        : 'The model’s file does not tell how it was trained.'
    } The interval of the accuracy is a ${level * 100} % Wilson interval.
The other intervals are ${level * 100} % bootstrap intervals from ${resamples} resamples of the pictures, with seed ${seed}.</p>
${
  isMissing(config)
    ? missingNote(config)
    : markup`<details><summary>The run’s configuration, a file for <code>--config</code></summary><pre tabindex="0"><code>${config.text}</code></pre></details>`
}`,
  };
}
