// The mistakes with the highest confidence, with explanations.
import { markup, type Markup } from '../markup.ts';
import type { Mistake, ReportData } from '../report-data.ts';
import { isMissing, type Section } from '../section.ts';
import { percent } from '../../number-words.ts';

export function mistakesSection({ mistakes, explained, predictions: { classNames } }: ReportData): Section {
  const frame = { id: 'mistakes', title: 'Most confident mistakes', figures: [] };
  if (mistakes.length === 0)
    return { ...frame, content: markup`<p>There are none: all predictions are correct.</p>` };
  return {
    ...frame,
    content: markup`<p>The wrong predictions with the highest confidence. ${isMissing(explained) ? explained.missing : explained.about}</p>
<div class="mistakes">${mistakes.map((mistake, i) =>
      card(mistake, isMissing(explained) ? [] : explained.overlays[i]!, classNames),
    )}</div>`,
  };
}

function card(
  { index, label, picture, likeliest }: Mistake,
  overlays: readonly { readonly title: string; readonly address: string }[],
  classNames: readonly string[],
): Markup {
  const [first] = likeliest;
  return markup`<figure class="mistake">
<div class="pictures"><img src="${picture}" alt="picture ${index}, ${classNames[label]}">${overlays.map(
    ({ title, address }) =>
      markup`<img src="${address}" alt="${title} of picture ${index}" title="${title}">`,
  )}</div>
<figcaption><strong>${classNames[label]}</strong>, taken for <strong>${classNames[first!.label]}</strong> <span>picture ${index}</span>
<ul class="likeliest">${likeliest.map(
    ({ label: other, probability }) =>
      markup`<li><span class="meter" style="--share:${probability.toFixed(3)}">${classNames[other]}</span> ${percent(probability)}</li>`,
  )}</ul></figcaption>
</figure>`;
}
