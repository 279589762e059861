// The sections of a report with many missing parts: each states the reason, and untrusted text does not
// become markup.
import { describe, expect, it } from 'vitest';
import { reportPage } from '../write-report.ts';
import { smallReport } from '../testing/small-report.ts';
import { confusedPairs } from './confusion.ts';
import { reportSections } from './index.ts';

const sections = new Map(reportSections(smallReport).map((section) => [section.id, section.content.text]));
const section = (id: string): string => sections.get(id)!;

describe('a report', () => {
  it('states the accuracy, the worst class and the most frequent mistake', () => {
    expect(section('summary')).toContain('66.67 %');
    expect(section('summary')).toContain('4 of\n6 pictures');
    expect(section('summary')).toMatch(/hat taken for .*: 1 of 2 mistakes\./);
  });

  it('names classes without pictures, and unknown facts about the model', () => {
    expect(section('summary')).toContain('There are no pictures of glove');
    expect(section('summary')).toContain('It says nothing of itself.');
    expect(section('classes')).toContain('no pictures of glove');
    expect(section('classes')).toMatch(/glove<\/th><td>–<\/td><td>–<\/td><td>–<\/td>/);
  });

  it.each(['training', 'robustness', 'data', 'baselines', 'embedding', 'inside', 'faithfulness', 'repeat'])(
    'says in its section %s that something is missing',
    (id) => {
      expect(section(id)).toContain('<p class="missing-note">not measured</p>');
    },
  );

  it('is one page without foreign markup and without an address', async () => {
    const page = await reportPage(smallReport);
    expect(page).not.toContain('<b>coat');
    expect(page.match(/(?:src|href)="(?!data:|#)[^"]*"/g)).toBeNull();
    expect(page.match(/url\((?!data:)/g)).toBeNull();
    expect(page).not.toMatch(/@import|<link(?! rel="icon" href="data:,")/);
    for (const id of sections.keys()) expect(page).toContain(`<section id="${id}"`);
  });

  it('is reproducible', async () => {
    expect(await reportPage(smallReport)).toBe(await reportPage(smallReport));
  });
});

it('ranks pairs of classes by their mistakes', () => {
  const pairs = confusedPairs([
    [5, 1, 0],
    [4, 0, 2],
    [0, 0, 9],
  ]);
  expect(pairs.map(({ label, prediction, mistakes }) => [label, prediction, mistakes])).toEqual([
    [1, 0, 4],
    [1, 2, 2],
    [0, 1, 1],
  ]);
  expect(pairs[0]!.share).toBeCloseTo(4 / 6, 12);
});
