// Lint rules, and the order of the folders in src/: each may import from itself and from those above it only.
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const layers = [
  'engine',
  'nn',
  'optimizers',
  'metrics',
  'data',
  'neighbours',
  'architectures',
  'training',
  'robustness',
  'baselines',
  'audit',
  'explain',
  'node',
  'report',
  'export',
  'server',
  'cli',
];
const isomorphic = layers.slice(0, layers.indexOf('node'));

/** What a folder may not import: everything below it, and Node's own modules while it must run in a browser. */
const layerRules = layers.map((layer, position) => ({
  files: [`src/${layer}/**/*.ts`],
  ignores: ['**/*.test.ts', '**/testing/**'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          ...layers.slice(position + 1).map((below) => ({
            regex: `^(\\.\\./)+${below}/`,
            message: `src/${layer} may not import from src/${below}: it is a lower layer.`,
          })),
          ...(isomorphic.includes(layer)
            ? [
                {
                  regex: '^node:|^(onnxruntime-node|sharp|commander)$',
                  message: `src/${layer} must run in a browser too.`,
                },
              ]
            : []),
        ],
      },
    ],
  },
}));

export default tseslint.config(
  { ignores: ['dist', 'runs', 'coverage', 'bench/.venv', '.tmp'] },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['eslint.config.js', 'bin/*.js'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unnecessary-condition': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: ['eslint.config.js', 'bin/*.js'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { URL: 'readonly' } },
  },
  {
    // One script in the end: each uses what others declare, and TypeScript checks it with the browser's globals.
    files: ['src/report/page/*.js'],
    extends: [tseslint.configs.disableTypeChecked],
    rules: { 'no-undef': 'off', '@typescript-eslint/no-unused-vars': 'off' },
  },
  ...layerRules,
);
