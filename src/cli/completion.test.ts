import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { completionScript } from './completion.ts';
import { buildProgram } from './program.ts';

const program = await buildProgram();

/** What bash offers after some words, the last of which is being written. */
function offered(...words: readonly string[]): string[] {
  const script = [
    completionScript(program, 'bash'),
    `COMP_WORDS=(atelier ${words.map((word) => `'${word}'`).join(' ')})`,
    `COMP_CWORD=${words.length}`,
    '_atelier; printf "%s\\n" "${COMPREPLY[@]}"',
  ].join('\n');
  return execFileSync('bash', ['-c', script], { encoding: 'utf8' }).trim().split('\n');
}

describe('completion in bash', () => {
  it('offers commands, subcommands and options', () => {
    expect(offered('tr')).toEqual(['train']);
    expect(offered('data', 's')).toEqual(['status', 'show']);
    expect(offered('train', '--label-')).toEqual(['--label-smoothing']);
    expect(offered('data', 'show', '--per')).toEqual(['--per-class']);
    expect(offered('tune', 'con')).toEqual(['confirm']);
    expect(offered('tune', 'confirm', '--to')).toEqual(['--top']);
    expect(offered('tune', 'space.yaml', '--samp')).toEqual(['--sampler']);
  });

  it('lets the shell complete files', () => {
    expect(offered('predict', 'boot')).toEqual(['']);
  });
});

it('a script for zsh begins with the setup for bash completions', () => {
  expect(completionScript(program, 'zsh')).toMatch(/^autoload -U \+X bashcompinit && bashcompinit\n_atelier/);
});

it('a script for fish has a line for each command and option, with quotes escaped', () => {
  const lines = completionScript(program, 'fish').split('\n');
  expect(lines[0]).toBe(
    "complete -c atelier -n __fish_use_subcommand -f -a train -d 'train a network, or resume a run'",
  );
  expect(lines.every((line) => line.startsWith('complete -c atelier -n '))).toBe(true);
  const fish = spawnSync('fish', ['--no-execute'], { input: lines.join('\n') });
  if (fish.status !== null) expect(fish.status).toBe(0); // where fish is installed
});
