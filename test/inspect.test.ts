// Quality control from the command line, on drawn pieces.
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { imageSize, side } from '../src/inspection/testing/backbone.ts';
import { drawPieces, stained } from '../src/inspection/testing/pieces.ts';
import { atelier } from './testing/atelier.ts';
import { start } from './testing/process.ts';
import { temporaryFolder } from './testing/folders.ts';

const folder = await temporaryFolder();
const [good, pieces] = [join(folder, 'good'), join(folder, 'pieces')];
const inspector = join(folder, 'inspector.onnx');

async function writePieces(place: string, images: Uint8Array, name = 'piece'): Promise<void> {
  await mkdir(place, { recursive: true });
  for (let i = 0; i < images.length / imageSize; i++) {
    const raw = { width: side, height: side, channels: 1 } as const;
    const file = join(place, `${name}-${String(i).padStart(2, '0')}.png`);
    await sharp(images.subarray(i * imageSize, (i + 1) * imageSize), { raw }).toFile(file);
  }
}

const learn = (...args: string[]) => atelier('inspect', 'learn', ...args, '--model', 'pocket');
/** Learns with a small bank: to choose the usual 2,000 features takes longer than all the rest. */
const learnLittle = (...args: string[]) => learn(...args, '--bank', '300');

/** What `check --json` says of pieces. */
const scoresOf = async (file: string, ...paths: string[]) =>
  JSON.parse((await atelier('inspect', 'check', file, ...paths, '--json')).stdout) as {
    score: number;
    isDefective: boolean;
  }[];

beforeAll(async () => {
  await writePieces(good, drawPieces(60, 1));
  await writePieces(pieces, drawPieces(3, 2), 'fine');
  await writePieces(pieces, stained(drawPieces(2, 3), [8, 10], 5), 'stained');
  const { code, stderr } = await learn(good, '--out', inspector, '--false-alarms', '5%');
  expect(code, stderr).toBe(0);
});

describe('inspect check', () => {
  it('prints verdicts and places, and ends with code 3', async () => {
    const { code, stdout } = await atelier('inspect', 'check', inspector, pieces);
    expect(code).toBe(3);
    const lines = stdout.trim().split('\n');
    expect(lines.map((line) => / (good|defective) /.exec(line)![1])).toEqual([
      ...['good', 'good', 'good'],
      ...['defective', 'defective'],
    ]);
    const [, x, y] = /(\d+) % from the left, (\d+) % from the top/.exec(lines[3]!)!;
    expect(Math.abs(Number(x) - 45)).toBeLessThan(15); // the middle of the stain: 12.5 of 28
    expect(Math.abs(Number(y) - 38)).toBeLessThan(15);
  });

  it('prints scores and verdicts as JSON, and errors beside them', async () => {
    const broken = join(folder, 'broken.png');
    await writeFile(broken, 'no picture');
    const fine = join(pieces, 'fine-00.png');
    const { code, stdout } = await atelier('inspect', 'check', inspector, fine, broken, '--json');
    expect(code).toBe(1);
    const [first, second] = JSON.parse(stdout) as Record<string, unknown>[];
    expect(first).toEqual({ file: fine, score: expect.any(Number) as number, isDefective: false });
    expect(Object.keys(second!)).toEqual(['file', 'error']);
  });

  it('writes a sheet and a table', async () => {
    const [sheet, csv] = [join(folder, 'found.png'), join(folder, 'found.csv')];
    await atelier('inspect', 'check', inspector, pieces, '--sheet', sheet, '--csv', csv);
    const { width, height } = await sharp(sheet).metadata();
    expect(width > 224 && height > 5 * 112).toBe(true);
    const rows = (await readFile(csv, 'utf8')).trim().split('\n');
    expect(rows[0]).toBe('file,score,defective,places,x,y,width,height,error');
    expect(rows.map((row) => row.split(',')[2])).toEqual(['defective', 'no', 'no', 'no', 'yes', 'yes']);
  });

  it('judges what comes into a folder, and ends with code 3 after a defective piece', async () => {
    const incoming = join(folder, 'incoming');
    await mkdir(incoming);
    const watching = start(['inspect', 'check', inspector, '--watch', incoming, '--json']);
    await watching.saysOnError('watching');
    const printed = new Promise((resolve) => watching.process.stdout!.once('data', resolve));
    await writePieces(incoming, stained(drawPieces(1, 4), [8, 10], 5));
    await printed;
    watching.process.kill('SIGINT');
    const { code, stdout } = await watching.result;
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ isDefective: true });
  });

  it('says so if the good pieces have moved', async () => {
    const moved = join(folder, 'moved');
    await writePieces(
      moved,
      drawPieces(30, 5).map((level) => 0.93 * level),
    );
    const { stderr } = await atelier('inspect', 'check', inspector, moved);
    expect(stderr).toContain('perhaps the light or the camera has changed');
    const still = join(folder, 'still');
    await writePieces(still, drawPieces(30, 6));
    expect((await atelier('inspect', 'check', inspector, still)).stderr).not.toContain('camera');
  });
});

describe('inspect learn', () => {
  it('says which pieces are unlike the others', async () => {
    const mixed = join(folder, 'mixed');
    await writePieces(mixed, drawPieces(30, 1));
    await writePieces(mixed, stained(drawPieces(1, 9), [8, 10], 6), 'odd');
    const { stderr, stdout } = await learnLittle(mixed, '--out', join(folder, 'mixed.onnx'), '--json');
    expect(stderr).toContain('1 piece is unlike the others');
    const { unlike } = JSON.parse(stdout) as { unlike: { file: string }[] };
    expect(unlike.map(({ file }) => file)).toEqual([join(mixed, 'odd-00.png')]);
  });

  it('learns variants from folders, and tells of pictures of another shape', async () => {
    const variants = join(folder, 'variants');
    await writePieces(join(variants, 'light'), drawPieces(12, 1));
    await writePieces(join(variants, 'dark'), drawPieces(12, 2, { grey: 120 }));
    const tall = join(variants, 'dark', 'tall.png');
    await sharp(drawPieces(1, 3), { raw: { width: 28, height: 28, channels: 1 } })
      .resize(28, 56, { fit: 'fill' })
      .toFile(tall);
    const { stdout, stderr } = await learnLittle(variants, '--out', join(folder, 'variants.onnx'));
    expect(stdout).toContain('25 good pieces of 2 variants');
    expect(stderr).toContain(`pictures of several shapes: 24 square, 1 high ('${tall}'); all are stretched`);
  });

  it('counts turned pictures, but not those that their EXIF data turns upright', async () => {
    const place = join(folder, 'turned');
    await mkdir(place);
    const images = drawPieces(14, 1);
    for (let i = 0; i < 14; i++) {
      const raw = { width: side, height: side, channels: 1 } as const;
      const picture = sharp(images.subarray(i * imageSize, (i + 1) * imageSize), { raw });
      const resized = (width: number, height: number) => picture.resize(width, height, { fit: 'fill' });
      // 11 upright, one that a viewer turns upright, and two that lie on their side.
      const drawn = i < 11 ? resized(28, 40) : resized(40, 28);
      const oriented = i === 11 ? drawn.withMetadata({ orientation: 6 }) : drawn;
      await oriented.jpeg().toFile(join(place, `${String(i).padStart(2, '0')}.jpg`));
    }
    const { code, stderr } = await learnLittle(place, '--out', join(folder, 'turned.onnx'));
    const names = `'${join(place, '12.jpg')}', '${join(place, '13.jpg')}'`;
    expect(stderr).toContain(`pictures of several shapes: 12 high, 2 turned to wide (${names});`);
    expect(code).toBe(0);
  });

  it('makes the same file again', async () => {
    const again = join(folder, 'again.onnx');
    await learn(good, '--out', again, '--false-alarms', '5%');
    expect(await readFile(again)).toEqual(await readFile(inspector));
  });

  it('undoes shifts with --align', async () => {
    const aligned = join(folder, 'aligned.onnx');
    await learn(good, '--out', aligned, '--false-alarms', '5%', '--align', '4');
    const [still, shifted] = [join(folder, 'unshifted'), join(folder, 'shifted')];
    await writePieces(still, drawPieces(6, 11));
    await writePieces(shifted, drawPieces(6, 11, { shift: [2, 1] }));
    const without = await scoresOf(inspector, shifted);
    expect(without.every(({ isDefective }) => isDefective)).toBe(true);
    const [before, after] = [await scoresOf(aligned, still), await scoresOf(aligned, shifted)];
    expect(after.some(({ isDefective }) => isDefective)).toBe(false);
    // What is left of the shift is noise, and what it uncovers at the border.
    after.forEach(({ score }, i) => {
      const [left, all] = [score - before[i]!.score, without[i]!.score - before[i]!.score];
      expect(Math.abs(left)).toBeLessThan(all / 5);
    });
  });

  it('counts with --region only what is white in the mask', async () => {
    const mask = join(folder, 'mask.png');
    const lower = Uint8Array.from({ length: imageSize }, (_, i) => (i < 18 * side ? 0 : 255));
    await sharp(lower, { raw: { width: side, height: side, channels: 1 } }).toFile(mask);
    const within = join(folder, 'within.onnx');
    await learnLittle(good, '--out', within, '--false-alarms', '5%', '--region', mask);
    const [above, below] = [join(folder, 'above'), join(folder, 'below')];
    await writePieces(above, stained(drawPieces(4, 12), [1, 12], 4));
    await writePieces(below, stained(drawPieces(4, 12), [19, 12], 4));
    const found = async (file: string, place: string) =>
      (await scoresOf(file, place)).filter(({ isDefective }) => isDefective).length;
    expect([await found(inspector, above), await found(inspector, below)]).toEqual([4, 4]);
    expect([await found(within, above), await found(within, below)]).toEqual([0, 4]);
  });

  it.each([
    ['three pictures', 'three', 'expected at least 10 good pieces, got 3'],
    ['one picture often', 'same', 'expected at least 10 different pieces, got 1'],
    [
      'pictures beside folders',
      'both',
      'expected pictures, or a folder for each variant of good pieces, got both',
    ],
    ['nothing', 'none', 'no such file or directory'],
  ])('refuses a folder with %s', async (_, name, message) => {
    const place = join(folder, 'bad', name);
    await rm(place, { recursive: true, force: true });
    if (name !== 'none') await writePieces(place, drawPieces(3, 1));
    if (name === 'both') await writePieces(join(place, 'dark'), drawPieces(3, 1));
    if (name === 'same') {
      await rm(place, { recursive: true });
      for (let i = 0; i < 100; i++) await writePieces(place, drawPieces(1, 1), `same-${i}`);
    }
    const out = join(folder, `${name}.onnx`);
    const { code, stderr } = await learnLittle(place, '--out', out);
    expect(stderr.trim().split('\n').at(-1)).toContain(message);
    expect(code).toBe(2);
    await expect(readFile(out)).rejects.toThrow('ENOENT');
  });

  it.each([
    ['a layer that is not there', ['--layers', 'nowhere'], '--layers: expected layers with maps, such as'],
    ['a mask of another shape', ['--region', 'wide.png'], 'expected a mask of 28 × 28 pixels'],
    ['another ending', ['--out', 'x.pt'], "--out: expected the name of an .onnx file, got 'x.pt'"],
  ])('refuses %s', async (_, args, message) => {
    const wide = join(folder, 'wide.png');
    await sharp({ create: { width: 40, height: 20, channels: 3, background: 'white' } }).toFile(wide);
    const given = args.map((arg) => (arg === 'wide.png' ? wide : arg));
    const { code, stderr } = await learnLittle(good, '--out', join(folder, 'refused.onnx'), ...given);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});

describe('inspect threshold', () => {
  it('shows the threshold with its false alarms, and moves it', async () => {
    const moved = join(folder, 'moved.onnx');
    await writeFile(moved, await readFile(inspector));
    const shown = async (...args: string[]) =>
      JSON.parse((await atelier('inspect', 'threshold', moved, ...args, '--json')).stdout) as Record<
        string,
        number
      >;
    const before = await shown();
    expect(before).toMatchObject({ wanted: 0.05, pieces: 60, falseAlarms: 3 / 61 });
    const after = await shown('--false-alarms', '20%');
    expect(after['threshold']).toBeLessThan(before['threshold']!);
    expect(await shown()).toEqual(after);
    const { stdout } = await atelier('inspect', 'threshold', moved, '--false-alarms', '1%');
    expect(stdout).toContain('1.0 % needs at least 99 good pieces');
  });

  it('refuses other models', async () => {
    const { code, stderr } = await atelier('inspect', 'threshold', 'pocket');
    expect([code, stderr]).toEqual([2, expect.stringContaining('expected an inspector, got another model')]);
  });
});

it('a command for classifiers says what the model is', async () => {
  const { code, stderr } = await atelier('predict', inspector, join(pieces, 'fine-00.png'));
  const words = 'expected a classifier, got an inspector; it judges with atelier inspect check';
  expect([code, stderr]).toEqual([2, `atelier: ${inspector}: ${words}\n`]);
});

it('inspect accept makes a piece good that was found wrong', async () => {
  const grown = join(folder, 'grown.onnx');
  await writeFile(grown, await readFile(inspector));
  const cleared = join(folder, 'cleared');
  await writePieces(cleared, drawPieces(4, 8, { grey: 150 }));
  expect((await atelier('inspect', 'check', grown, cleared)).code).toBe(3);
  const { stdout } = await atelier('inspect', 'accept', grown, cleared);
  expect(stdout).toBe(`${grown}: 4 pieces accepted\n`);
  expect((await atelier('inspect', 'check', grown, cleared)).code).toBe(0);
  expect((await atelier('inspect', 'check', grown, join(pieces, 'stained-00.png'))).code).toBe(3);
});

it('inspect accept moves what padim knows, and names pieces that this does not make good', async () => {
  const grown = join(folder, 'padim.onnx');
  await learn(good, '--out', grown, '--method', 'padim', '--false-alarms', '5%');
  const [near, far] = [join(folder, 'near'), join(folder, 'far')];
  await writePieces(near, drawPieces(12, 8, { grey: 165 }));
  await writePieces(far, drawPieces(2, 8, { grey: 40 }));
  const before = await scoresOf(grown, near, far);
  expect((await atelier('inspect', 'accept', grown, near)).stderr).toBe('');
  const { code, stdout, stderr } = await atelier('inspect', 'accept', grown, far);
  expect([code, stdout]).toEqual([0, `${grown}: 2 pieces accepted\n`]);
  expect(stderr).toContain(`2 of them still count as defective: '${join(far, 'piece-00.png')}'`);
  const after = await scoresOf(grown, near, far);
  expect(before.some(({ isDefective }) => !isDefective)).toBe(false);
  expect(after.map(({ isDefective }) => isDefective)).toEqual([
    ...new Array<boolean>(12).fill(false),
    ...[true, true],
  ]);
});

describe('planted defects', () => {
  const planted = join(folder, 'planted');
  const learnt = join(folder, 'planted.onnx');
  beforeAll(async () => {
    const { code, stdout, stderr } = await atelier('inspect', 'plant', good, '--out', planted, '--each', '2');
    expect(code, stderr).toBe(0);
    expect(stdout).toBe(`${planted}: 42 good pieces to learn from, 18 to judge, 70 defective pieces\n`);
    await learnLittle(join(planted, 'train', 'good'), '--out', learnt, '--false-alarms', '10%');
  });

  it('are in MVTec’s layout, the same from the same seed', async () => {
    const again = join(folder, 'planted-again');
    await atelier('inspect', 'plant', good, '--out', again, '--each', '2');
    const files = (await readdir(planted, { recursive: true }))
      .filter((file) => file.endsWith('.png'))
      .sort();
    expect(files.filter((file) => file.startsWith(join('ground_truth', 'hole')))).toHaveLength(10);
    for (const file of [...files, 'planted.csv'])
      expect(await readFile(join(again, file)), file).toEqual(await readFile(join(planted, file)));
  });

  it('are found better than by chance, and measured', async () => {
    const out = join(folder, 'measured');
    const { code, stdout, stderr } = await atelier(
      'inspect',
      'evaluate',
      learnt,
      planted,
      '--out',
      out,
      '--json',
    );
    expect(code, stderr).toBe(0);
    const result = JSON.parse(stdout) as Record<string, number> & { perDefect: Record<string, object> };
    expect(Object.keys(result).sort()).toEqual([
      'aupro',
      'f1',
      'imageAuroc',
      'perDefect',
      'pixelAuroc',
      'threshold',
    ]);
    expect(result['imageAuroc']).toBeGreaterThan(0.6);
    expect(result['pixelAuroc']).toBeGreaterThan(0.6);
    expect(Object.keys(result.perDefect)).toHaveLength(7);
    expect(result.perDefect['hole']).toMatchObject({ pieces: 10 });
    expect((await readdir(out)).sort()).toEqual(['detection.svg', 'false-alarms.png', 'misses.png']);
    const shown = await atelier('inspect', 'evaluate', learnt, planted);
    expect(shown.stdout).toMatch(/image AUROC +0\.\d+ {2}\(95 % interval/);
    expect(shown.stdout).toMatch(/false alarms .* of 18 good pieces/);
  });

  it('are evaluated without figures of pixels where there are no masks', async () => {
    const plain = join(folder, 'plain');
    await cp(join(planted, 'test'), join(plain, 'test'), { recursive: true });
    const { stdout } = await atelier('inspect', 'evaluate', learnt, plain, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ pixelAuroc: null, aupro: null });
  });

  it.each([
    ['a mask of another size', 'expected a mask of 28 × 28 pixels, like'],
    ['a missing mask', 'expected the mask of'],
    ['no defects', 'expected a folder good and one for each kind of defect, got good'],
    ['no test folder', 'expected a folder with test/good'],
  ])('are refused with %s', async (what, message) => {
    const place = join(folder, what.replaceAll(' ', '-'));
    await cp(planted, place, { recursive: true });
    const mask = join(place, 'ground_truth', 'hole', '000-strength-1_mask.png');
    if (what === 'a missing mask') await rm(mask);
    if (what === 'a mask of another size')
      await sharp({ create: { width: 9, height: 9, channels: 3, background: 'white' } }).toFile(mask);
    if (what === 'no test folder') await rm(join(place, 'test'), { recursive: true });
    if (what === 'no defects')
      for (const kind of await readdir(join(place, 'ground_truth')))
        await rm(join(place, 'test', kind), { recursive: true });
    const { code, stderr } = await atelier('inspect', 'evaluate', learnt, place);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });

  it('are not written over other files', async () => {
    const { code, stderr } = await atelier('inspect', 'plant', good, '--out', pieces);
    expect([code, stderr]).toEqual([2, expect.stringContaining('--out: expected a new or empty folder')]);
  });
});
