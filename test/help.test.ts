// The help of the commands.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { atelier } from './testing/atelier.ts';
import { repository } from './testing/process.ts';

describe('atelier', () => {
  it('prints its version', async () => {
    const { version } = JSON.parse(await readFile(join(repository, 'package.json'), 'utf8')) as {
      version: string;
    };
    expect(await atelier('--version')).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it.each([
    '',
    ' train',
    ' evaluate',
    ' compare',
    ' report',
    ' plot',
    ' baselines',
    ' audit',
    ' predict',
    ' explain',
    ' quantize',
    ' export',
    ' profile',
    ' find-lr',
    ' experiment',
    ' tune',
    ' tune show',
    ' tune report',
    ' tune confirm',
    ' serve',
    ' import',
    ' summary',
    ' schedule',
    ' data',
    ' data show',
    ' catalogue recommend',
    ' catalogue evaluate-recommendations',
    ' catalogue synthesise-histories',
    ' inspect',
    ' inspect learn',
    ' inspect threshold',
    ' inspect check',
    ' inspect evaluate',
    ' inspect plant',
    ' inspect accept',
    ' demo',
    ' devices',
    ' doctor',
  ])('atelier%s --help has examples', async (command) => {
    const { code, stdout, stderr } = await atelier(...command.split(' ').filter(Boolean), '--help');
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^Usage: atelier/);
    expect(stdout).toContain('\nExamples:\n  atelier ');
  });

  it('help COMMAND prints the same as COMMAND --help', async () => {
    const [help, option] = [await atelier('help', 'tune'), await atelier('tune', '--help')];
    expect(help.code).toBe(0);
    expect(help.stdout).toBe(option.stdout);
  });

  it('prints its help as an error without a command', async () => {
    const { code, stdout, stderr } = await atelier();
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^Usage: atelier/);
  });
});
