// Builds the studio's pages: into `.built/studio` if what they were built from has changed, or into a folder
// that is named. `npm run studio` runs it first, `npm run build` for the package.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const builtFolder = `${root}.built/studio`;
/** Has the digest of every file that the pages were built from. It is no part of the package. */
const sourcesFile = `${root}.built/studio-sources.json`;
/** What the build reads besides the modules that it reports. */
const always = ['package-lock.json', 'studio/index.html', 'studio/vite.config.ts', 'studio/public/theme.js'];

/** Builds the pages for a checkout, unless they are there and nothing has changed; returns their folder. */
export async function buildStudio() {
  if (!isFresh()) {
    const names = await build(builtFolder);
    const digests = Object.fromEntries([...always, ...names].map((name) => [name, digestOf(name)]));
    writeFileSync(sourcesFile, JSON.stringify(digests));
  }
  return builtFolder;
}

function isFresh() {
  try {
    const digests = JSON.parse(readFileSync(sourcesFile, 'utf8'));
    const isSame = ([name, digest]) => digestOf(name) === digest;
    return existsSync(`${builtFolder}/index.html`) && Object.entries(digests).every(isSame);
  } catch {
    return false; // nothing is built yet, or a file has gone
  }
}

const digestOf = (/** @type {string} */ name) =>
  createHash('sha256')
    .update(readFileSync(root + name))
    .digest('hex');

/**
 * Builds into a folder; returns the names of the sources that were read.
 *
 * @param {string} folder
 */
async function build(folder) {
  const vite = await import('vite');
  /** @type {Set<string>} */
  const names = new Set();
  const note = {
    name: 'note-sources',
    moduleParsed: ({ id }) => void names.add(relative(root, id.split('?')[0])),
  };
  // Tests build too, and pages must not be built for their environment.
  const environment = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    await vite.build({
      ...{ configFile: `${root}studio/vite.config.ts`, logLevel: 'warn', plugins: [note] },
      ...{ worker: { plugins: () => [note] }, build: { outDir: folder } },
    });
  } finally {
    if (environment === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = environment;
  }
  return [...names].filter(
    (name) => !isAbsolute(name) && !/^\.\.|node_modules|\0/.test(name) && existsSync(root + name),
  );
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [folder] = process.argv.slice(2);
  await (folder ? build(resolve(folder)) : buildStudio());
}
