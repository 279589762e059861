// Who may import whom. The layers are the list of folders in CONTRIBUTING.md: each may import from itself and
// from those above it.
import { readFileSync } from 'node:fs';

const contributing = readFileSync(new URL('CONTRIBUTING.md', import.meta.url), 'utf8');
const [tree] = /^src\/\n(?: {2}.*\n)+/m.exec(contributing) ?? [''];
/** The folders of src/, the lowest layer last. */
export const layers = Array.from(tree.matchAll(/^ {2}([a-z]+)\/ /gm), ([, name]) => name);

/** Tests, and what only they use, may look anywhere. */
const tests = '\\.test\\.ts$|/testing/';
const isomorphic = layers.slice(0, layers.indexOf('node'));
const among = (names) => `^src/(?:${names.join('|')})/`;

const layerRules = layers.slice(0, -1).map((layer, position) => ({
  name: `layer-${layer}`,
  comment: `src/${layer} may import only from itself and from the folders above it in CONTRIBUTING.md.`,
  severity: 'error',
  from: { path: `^src/${layer}/`, pathNot: tests },
  to: { path: among(layers.slice(position + 1)) },
}));

export default {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'A circle of imports, types included: move what both sides need into a file of its own.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    ...layerRules,
    {
      name: 'root',
      comment: 'What stands in src/ itself serves every layer and knows none; index.ts exports them.',
      severity: 'error',
      from: { path: '^src/[^/]+\\.ts$', pathNot: `^src/index\\.ts$|${tests}` },
      to: { path: '^src/[^/]+/' },
    },
    {
      name: 'isomorphic',
      comment:
        'Everything above src/node runs in a browser too. What `#onnxruntime` is, package.json decides.',
      severity: 'error',
      from: { path: among(isomorphic), pathNot: `^src/engine/runtime/runtime\\.ts$|${tests}` },
      to: { path: '^node_modules/(?:onnxruntime-node|sharp|commander|undici)/' },
    },
    {
      name: 'isomorphic-core',
      comment: 'Everything above src/node runs in a browser too.',
      severity: 'error',
      from: { path: among(isomorphic), pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'studio',
      comment:
        'The studio takes what runs in a browser from src/, and of the server only the types of its contract.',
      severity: 'error',
      from: { path: '^studio/src/', pathNot: tests },
      to: { path: `^src/(?!(?:${isomorphic.join('|')}|server/studio/contract)/)[^/]+/` },
    },
    {
      name: 'studio-contract',
      comment: 'The contract brings zod, which is too large for a page that only needs its types.',
      severity: 'error',
      from: { path: '^studio/src/', pathNot: tests },
      to: { path: '^src/server/studio/contract/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'studio-core',
      comment: 'The core of the studio and of its pages knows no React.',
      severity: 'error',
      from: { path: '^studio/src/(?:core|pages/[^/]+/core)/' },
      to: { path: '^node_modules/(?:react|react-dom|react-aria-components|@tanstack/react-[^/]+)/|\\.tsx$' },
    },
    {
      name: 'rooms-of-cli',
      comment: 'What commands share knows no command.',
      severity: 'error',
      from: { path: '^src/cli/(?:terminal|options|files)/', pathNot: tests },
      to: { path: '^src/cli/', pathNot: '^src/cli/(?:terminal|options|files)/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
