// Places: the variable, and the cache folder of each platform.
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../errors.ts';
import { cacheFolder, dataVariable, pictureCacheFolder } from './places.ts';

describe('dataVariable', () => {
  it('is absolute, and undefined if not set or empty', () => {
    expect(dataVariable({ ATELIER_DATA: 'some/folder' })).toBe(resolve('some/folder'));
    expect(dataVariable({ ATELIER_DATA: ' ' })).toBeUndefined();
    expect(dataVariable({})).toBeUndefined();
  });
});

describe('cacheFolder', () => {
  it.each([
    ['linux', { HOME: '/home/ada' }, join('/home/ada', '.cache')],
    ['linux', { HOME: '/home/ada', XDG_CACHE_HOME: '/caches' }, '/caches'],
    ['linux', { HOME: '/home/ada', XDG_CACHE_HOME: 'relative' }, join('/home/ada', '.cache')],
    ['darwin', { HOME: '/Users/ada' }, join('/Users/ada', 'Library', 'Caches')],
    ['win32', { LOCALAPPDATA: '/local' }, '/local'],
    ['win32', { USERPROFILE: '/ada' }, join('/ada', 'AppData', 'Local')],
  ] as const)('on %s with %o', (platform, env, cache) => {
    expect(cacheFolder(env, platform)).toBe(join(cache, 'atelier', 'fashion-mnist'));
    expect(pictureCacheFolder(env, platform)).toBe(join(cache, 'atelier', 'pictures'));
  });

  it.each(['', 'relative'])('is undefined if HOME is %j', (HOME) => {
    expect(() => cacheFolder({ HOME }, 'linux')).toThrow(InputError);
    expect(() => pictureCacheFolder({ HOME }, 'darwin')).toThrow(
      `HOME: expected the absolute path of a folder for the cache, got '${HOME}'`,
    );
  });
});
