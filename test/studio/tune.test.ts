// Searches for hyper-parameters: one from its start in the page to the run of its best trial, one from
// elsewhere with thousands of trials, and what the server refuses.
import { appendFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { estimate, formFields } from '../../src/server/studio/contract/jobs.ts';
import type { StudioEvent } from '../../src/server/studio/contract/events.ts';
import { runList } from '../../src/server/studio/contract/runs.ts';
import { studyList, type StudyTrials } from '../../src/server/studio/contract/studies.ts';
import { lacksBrowser, openBrowser } from '../testing/browser.ts';
import { smallIdxFiles, temporaryFolder, writeFolder } from '../testing/folders.ts';
import { start } from '../testing/process.ts';
import { axeViolations, openStudio, openStudioPage, tabTo, type OpenStudio } from './browser.ts';
import { openStream, openTestStudio, runFiles, writeRun } from './studio-server.ts';
import { journal, writeStudy } from './study-journal.ts';

it('the server lists journals, says which are damaged, and refuses spaces with mistakes', async () => {
  const folder = await temporaryFolder();
  const studio = await openTestStudio(folder);
  await writeStudy(studio.runs, 'elsewhere', journal('elsewhere', 10));
  await writeStudy(studio.runs, 'damaged', 'no journal\n');
  const { studies, broken } = studyList.parse(await studio.get('/api/studies'));
  expect(studies.map(({ id, counts }) => [id, counts.complete, counts.pruned])).toEqual([
    ['elsewhere', 8, 2],
  ]);
  expect(studies[0]!.best).toEqual({ number: 9, value: 0.9 });
  expect(broken.map(({ reason }) => reason)).toEqual([expect.stringContaining('the line is damaged')]);
  const refused = async (body: object) => {
    const { status, text } = await studio.send('POST', '/api/studies', { options: { trials: 2 }, ...body });
    return [status, (JSON.parse(text) as { error: string }).error] as const;
  };
  const space = 'base: minute\nbatchSize: { choice: [32, 64] }\n';
  expect(await refused({ name: 'elsewhere', space })).toEqual([409, expect.stringContaining('already')]);
  expect(await refused({ name: '../x', space })).toEqual([400, expect.stringContaining('expected letters')]);
  expect(await refused({ name: 'new', space: 'base: minute\n' })).toEqual([
    400,
    expect.stringContaining('expected a distribution'),
  ]);
  expect(await refused({ name: 'new', space: `${space}epocs: 3\n` })).toEqual([
    400,
    expect.stringMatching(/^space:3:1: there is no option epocs/),
  ]);
  expect(await refused({ name: 'new', space: `base: ../../elsewhere.yaml\n${space.slice(13)}` })).toEqual([
    400,
    expect.stringContaining('outside of the folders'),
  ]);
  expect(await refused({ name: 'new', space, options: { trials: 0 } })).toEqual([
    400,
    expect.stringMatching(/^--trials: expected a whole number/),
  ]);
  const learningRate = 'optimizer: { type: adam, learningRate: { float: [1e-4, 1e-1], log: true } }\n';
  expect(
    await refused({ name: 'new', space: `base: minute\n${learningRate}`, options: { sampler: 'grid' } }),
  ).toEqual([400, expect.stringMatching(/^sampler grid: /)]);
  expect(await refused({ name: 'new', space, options: { data: '/etc' } })).toEqual([
    400,
    expect.stringContaining('outside of the folders'),
  ]);
  // Nothing is left of what was refused.
  expect(await studio.send('GET', '/api/studies/new')).toMatchObject({ status: 404 });
  const { status } = await studio.send('POST', '/api/studies/elsewhere/resume', { trials: 20 });
  expect(status).toBe(409);
  expect(await studio.get('/api/studies/elsewhere/trials/9')).toEqual({
    ...{ worker: 'w', curve: [[1, 0.45]] },
    ...{ start: '2026-01-01T00:00:00', complete: '2026-01-01T00:01:00' },
  });
  expect(await studio.send('GET', '/api/studies/elsewhere/trials/10')).toMatchObject({ status: 404 });
  // The journal grows while the studio looks.
  const trialsSince = async (since: string) =>
    (await studio.get(`/api/studies/elsewhere?since=${since}`)) as StudyTrials;
  const { version } = await trialsSince('');
  await writeFile(
    join(studio.runs, 'elsewhere/journal.log'),
    journal('elsewhere', 10) + journal('x', 5).split('\n').slice(1).join('\n'),
  );
  const [grown] = studyList.parse(await studio.get('/api/studies')).studies;
  expect(grown!.counts.complete).toBe(12);
  const { isPart, trials } = await trialsSince(version);
  expect([isPart, trials.number]).toEqual([true, [10, 11, 12, 13, 14]]);
  // A journal that the page sends becomes a study, or nothing.
  const send = (body: string) =>
    studio.ask('/api/journals?name=a%2Fb.log', {
      ...{ method: 'POST', body },
      headers: { cookie: studio.cookie, 'content-type': 'application/octet-stream' },
    });
  expect(JSON.parse((await send(journal('elsewhere', 5))).text)).toEqual({ id: 'elsewhere2' });
  for (const damaged of ['no journal\n', 'null\n', '\n', ''])
    expect(await send(damaged)).toMatchObject({
      status: 400,
      text: expect.not.stringContaining('.studio') as string,
    });
  const { studies: all } = studyList.parse(await studio.get('/api/studies'));
  expect(all.map(({ id }) => id).sort()).toEqual(['elsewhere', 'elsewhere2']);
  expect(studio.defects).toEqual([]);
  await studio.stop();
});

it('tells pages of studies that any process writes, and of results of confirmations', async () => {
  const studio = await openTestStudio(await temporaryFolder());
  const stream = await openStream(studio);
  let known = 0;
  const told = async (change: () => Promise<unknown>) => {
    known = stream.received.length;
    await change();
    await stream.until((event) => event.type === 'studies', known);
  };
  const file = join(studio.runs, 'elsewhere/journal.log');
  await told(() => writeStudy(studio.runs, 'elsewhere', journal('elsewhere', 10)));
  const [, ...more] = journal('x', 3).split('\n');
  await told(() => appendFile(file, more.join('\n')));
  const { studies } = studyList.parse(await studio.get('/api/studies'));
  expect(studies[0]!.counts).toMatchObject({ complete: 10, pruned: 3 }); // 8 and 2; each fifth is pruned
  await told(async () => {
    await mkdir(join(studio.runs, 'elsewhere/confirm'));
    await writeFile(join(studio.runs, 'elsewhere/confirm/result.json'), '{}');
  });
  await told(() => rm(join(studio.runs, 'elsewhere'), { recursive: true }));
  expect(studyList.parse(await studio.get('/api/studies')).studies).toEqual([]);
  expect(studio.defects).toEqual([]);
  stream.close();
  await studio.stop();
});

it('runs of pruned trials are pruned, as the journal says, and no others', async () => {
  const folder = await temporaryFolder();
  const runs = join(folder, 'runs');
  for (const name of ['elsewhere/0000', 'elsewhere/0001', 'elsewhere/0002'])
    await writeRun(join(runs, name), runFiles([0.5], 3)); // one epoch of three
  await writeStudy(runs, 'elsewhere', journal('elsewhere', 2)); // of each five, the first is pruned
  const studio = await openTestStudio(folder);
  const stream = await openStream(studio);
  const statuses = async () => {
    const list = runList.parse(await studio.get('/api/runs'));
    return Object.fromEntries(list.map(({ name, status }) => [name.slice(-1), status]));
  };
  const isPruned = (name: string) => (event: StudioEvent) =>
    event.type === 'run' && event.run.name === name && event.run.status === 'pruned';
  if ((await statuses())['0'] !== 'pruned') await stream.until(isPruned('elsewhere/0000'));
  expect(await statuses()).toEqual({ 0: 'pruned', 1: 'stopped', 2: 'stopped' });
  // A trial that was paused is pruned when its study ends.
  const [, first] = journal('elsewhere', 1).split('\n');
  await appendFile(join(runs, 'elsewhere/journal.log'), `${first}\n`);
  await stream.until(isPruned('elsewhere/0002'));
  expect(await statuses()).toEqual({ 0: 'pruned', 1: 'stopped', 2: 'pruned' });
  expect(studio.defects).toEqual([]);
  stream.close();
  await studio.stop();
});

it('measures the trial of the base, which a study starts with', { timeout: 120_000 }, async () => {
  const folder = await temporaryFolder();
  const data = await writeFolder(join(folder, 'small'), smallIdxFiles());
  const studio = await openTestStudio(folder, { data: [data] });
  const fields = formFields.parse(await studio.get('/api/studies/options'));
  const ofGroup = (wanted: string) => fields.flatMap(({ name, group }) => (group === wanted ? [name] : []));
  expect(ofGroup('main')).toEqual(['sampler', 'pruner', 'trials', 'time', 'seed', 'workers']);
  expect(ofGroup('expert')).toEqual(['data', 'target', 'keep', 'device', 'offline']);
  const space = `base: { data: ${data}, architecture: lenet5, epochs: 7 }\nbatchSize: { choice: [20, 40, 60] }\n`;
  const ask = async (body: object) => {
    const { status, text } = await studio.send('POST', '/api/studies/estimate', body);
    return [status, JSON.parse(text) as unknown] as const;
  };
  const [status, measured] = await ask({ space, options: { workers: 2 } });
  expect(status).toBe(200);
  // The base has no batch size of its own: it is the usual one, or the middle of the choices.
  expect(estimate.parse(measured)).toMatchObject({ architecture: 'lenet5', epochs: 7, batchSize: 40 });
  expect(await ask({ space: `${space}epocs: 3\n` })).toEqual([
    400,
    { error: expect.stringMatching(/^space:3:1: there is no option epocs/) as string },
  ]);
  const left = (await readdir(join(studio.runs, '.studio'))).filter((name) => name.startsWith('estimate'));
  expect(left).toEqual([]);
  expect((await studio.get('/api/studies')) as object).toMatchObject({ studies: [], broken: [] });
  expect(studio.defects).toEqual([]);
  await studio.stop();
});

describe.skipIf(lacksBrowser)('Tune', () => {
  let browser: Browser;
  let studio: OpenStudio;
  let folder: string;
  let data: string;
  beforeAll(async () => {
    folder = await temporaryFolder();
    data = await writeFolder(join(folder, 'small'), smallIdxFiles());
    const train = ['train', '--data', data, '--arch', 'lenet5', '--epochs', '1', '--name', 'first'];
    const { code, stderr } = await start(train, folder).result;
    if (code !== 0) throw new Error(stderr);
    await writeStudy(join(folder, 'runs'), 'large', journal('large', 4000));
    await writeStudy(join(folder, 'runs'), 'usual', journal('usual', 60));
    studio = await openStudio(folder, '--data', data);
    browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await studio.stop();
  });
  afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));

  it('by keys alone: a study from a run to its end, and on to the run of its best trial', async () => {
    const { page, complaints } = await openStudioPage(browser, studio);
    await page.goto(studio.at('/tune?from=first'));
    await page.getByRole('heading', { name: 'What is varied' }).waitFor();
    const trials = page.getByRole('textbox', { name: 'Trials' });
    await trials.focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('3');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/tune\/first-search$/);
    await page.getByText('Finished').waitFor({ timeout: 90_000 });
    await page.getByText('3 complete').waitFor();
    await page.goto(studio.at('/tune/first-search?tab=confirm'));
    for (const [field, text] of Object.entries({ 'Best trials': '1', 'Seeds, the runs of each': '2' })) {
      await page.getByRole('textbox', { name: field }).focus();
      await page.keyboard.press('Control+a');
      await page.keyboard.type(text);
    }
    await page.keyboard.press('Enter');
    const confirmed = page.getByRole('table', { name: 'Confirmed trials' });
    await confirmed.getByRole('row').nth(2).waitFor({ timeout: 90_000 });
    expect(await axeViolations(page)).toEqual([]);
    await page.goto(studio.at('/tune/first-search'));
    await page.getByText('3 complete').waitFor();
    await tabTo(page, /^Trial \d/);
    await page.keyboard.press('Enter');
    await tabTo(page, 'Open its run');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/runs\/first-search/);
    await page.getByRole('slider', { name: /^Accuracy/ }).waitFor();
    expect(complaints).toEqual([]);
  }, 180_000);

  it('shows what a command in a terminal finds, while it searches', async () => {
    const { page, complaints } = await openStudioPage(browser, studio);
    await page.goto(studio.at('/tune'));
    await page.getByRole('link', { name: 'usual' }).waitFor();
    const space = join(folder, 'terminal.yaml');
    await writeFile(
      space,
      `base: { data: ${data}, architecture: lenet5, epochs: 1 }\nbatchSize: { choice: [20, 40] }\n`,
    );
    const command = start(['tune', space, '--trials', '2'], folder);
    await page.getByRole('link', { name: 'terminal' }).click({ timeout: 60_000 });
    await page.getByText('2 complete').waitFor({ timeout: 60_000 });
    expect((await command.result).code).toBe(0);
    expect(complaints).toEqual([]);
  }, 120_000);

  it('says at the field what is wrong with a space, and keeps what was typed', async () => {
    const { page } = await openStudioPage(browser, studio);
    await page.goto(studio.at('/tune?from=first'));
    const space = page.getByRole('textbox', { name: 'The space, as YAML' });
    const typed = 'base: minute\nbatchSize: { choice: [32, 64] }\nepocs: 3\n';
    await space.fill(typed);
    await page.getByRole('button', { name: 'Start a study' }).click();
    const error = page.getByText(/^Line 3, column 1: there is no option epocs.*correct it and try again/);
    await error.waitFor();
    expect(await space.inputValue()).toBe(typed);
    expect(await space.getAttribute('aria-invalid')).toBe('true');
    const described = ((await space.getAttribute('aria-describedby')) ?? '').split(' ');
    expect(described).toContain(await error.getAttribute('id'));
    // The line is chosen, so that what is typed replaces it.
    await page.keyboard.type('seed: 3');
    await error.waitFor({ state: 'detached' });
    expect(await space.inputValue()).toBe(typed.replace('epocs: 3', 'seed: 3'));
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('usual');
    await page.getByRole('button', { name: 'Start a study' }).click();
    await page.getByText(/there is a folder 'usual' already/).waitFor();
    await page.getByRole('textbox', { name: 'Time' }).fill('10');
    await page.getByText('Give a duration such as 90s, 10m or 1.5h.').waitFor();
    expect(await axeViolations(page)).toEqual([]);
  });

  it('measures a trial before the start, and says what all of them will take', async () => {
    const { page, complaints } = await openStudioPage(browser, studio);
    await page.goto(studio.at('/tune?from=first'));
    await page.getByRole('textbox', { name: 'Trials' }).fill('4');
    await page.getByRole('textbox', { name: 'Workers' }).fill('2');
    await page.getByRole('button', { name: 'Measure' }).click();
    await page.getByText('All 4 trials, 2 at once').waitFor({ timeout: 60_000 });
    await page.getByText('Memory of 2 workers, at most').waitFor();
    expect(complaints).toEqual([]);
  }, 90_000);

  it('keeps the draft of a study over a reload; one sets it back and undoes that', async () => {
    const { page, complaints } = await openStudioPage(browser, studio);
    await page.goto(studio.at('/tune?from='));
    const trials = page.getByRole('textbox', { name: 'Trials' });
    const name = page.getByRole('textbox', { name: 'Name' });
    const smoothing = page.getByRole('switch', { name: 'Label smoothing' });
    await trials.fill('7');
    await name.fill('mine');
    await smoothing.setChecked(true, { force: true });
    await page.reload();
    await name.waitFor();
    expect([await trials.inputValue(), await name.inputValue()]).toEqual(['7', 'mine']);
    expect(await smoothing.isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Set everything to its default' }).click();
    expect([await trials.inputValue(), await name.inputValue()]).toEqual(['30', 'study-search']);
    await page.getByRole('button', { name: 'Undo' }).click();
    expect([await trials.inputValue(), await name.inputValue()]).toEqual(['7', 'mine']);
    expect(complaints).toEqual([]);
  });

  it('the trials of one state are in the address and in the table', async () => {
    const { page, complaints } = await openStudioPage(browser, studio);
    await page.goto(studio.at('/tune/usual?tab=trials'));
    await page.getByRole('radio', { name: 'pruned 12' }).click(); // each fifth of 60
    await page.waitForURL(/state=pruned/);
    await page.getByRole('table').and(page.locator('[aria-rowcount="13"]')).waitFor();
    const ink = () =>
      page.evaluate<string>('getComputedStyle(document.querySelector("tr[aria-rowindex]")).color');
    const quiet = await ink();
    await page.getByRole('radio', { name: 'complete 48' }).click();
    await page.getByRole('table').and(page.locator('[aria-rowcount="49"]')).waitFor();
    expect(await ink()).not.toBe(quiet);
    await page.goto(studio.at('/tune/usual?tab=trials&state=pruned'));
    await page.getByRole('table').and(page.locator('[aria-rowcount="13"]')).waitFor();
    expect(complaints).toEqual([]);
  });

  it('a figure that is wider than a phone is reached and scrolled by keys', async () => {
    const { page, complaints } = await openStudioPage(browser, studio, { width: 390 });
    await page.goto(studio.at('/tune/usual'));
    const figure = page.getByRole('region', { name: /^History: .*wider than the page/ });
    await figure.waitFor();
    expect(await figure.getAttribute('data-more')).toBe('right');
    await tabTo(page, /^History: .*wider than the page/);
    for (let i = 0; i < 20; i++) await page.keyboard.press('ArrowRight');
    await figure.and(page.locator('[data-more="left"]')).waitFor();
    await page.getByRole('button', { name: /^Save: History/ }).click();
    for (const form of ['SVG', 'PNG', 'CSV'])
      await page.getByRole('menuitem', { name: `Save as ${form}` }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('a range on an axis chooses exactly its trials, and stays after a reload', async () => {
    const { page, complaints } = await openStudioPage(browser, studio);
    await page.goto(studio.at('/tune/large?tab=parallel'));
    const axis = page.getByRole('slider', { name: 'Range of kind' });
    await axis.focus();
    await page.keyboard.press('ArrowUp'); // the upper quarter: sgd, half of the 3,200 complete ones
    await page.getByText('1,600 of 3,200 complete trials chosen').waitFor();
    await page.reload();
    await page.getByText('1,600 of 3,200 complete trials chosen').waitFor();
    await axis.focus();
    await page.keyboard.press('Escape');
    await page.getByText('complete trials chosen').waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });
});
