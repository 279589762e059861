// Lint rules. Who may import whom is in .dependency-cruiser.js.
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist', '.built', 'runs', 'coverage', 'site', 'bench/.venv', '.tmp'] },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: {
          allowDefaultProject: [
            'eslint.config.js',
            '.dependency-cruiser.js',
            'stryker.config.js',
            'bin/*.js',
            'docs/*.js',
            'scripts/*.js',
          ],
        },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unnecessary-condition': 'error',
      // Options are interfaces of what their schemas take, so that the reference and messages call them by a
      // name.
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      eqeqeq: 'error',
      'max-len': [
        'error',
        { code: 1000, comments: 110, ignoreUrls: true, ignorePattern: '@example|\\*.*(?:[;{]$|// )' },
      ],
      'no-duplicate-imports': ['error', { allowSeparateTypeImports: true }],
    },
  },
  {
    files: [
      'eslint.config.js',
      'stryker.config.js',
      '.dependency-cruiser.js',
      'bin/*.js',
      'docs/*.js',
      'scripts/*.js',
    ],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { URL: 'readonly', process: 'readonly' } },
  },
  {
    // TypeScript checks it with the browser's globals.
    files: ['examples/browser/*.js'],
    rules: { 'no-undef': 'off' },
  },
  {
    files: ['studio/public/*.js'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { document: 'readonly', localStorage: 'readonly', matchMedia: 'readonly' } },
  },
  {
    // One script in the end: each uses what others declare, and TypeScript checks it with the browser's
    // globals.
    files: ['src/report/page/*.js', 'src/export/web/page/*.js', 'src/server/page/*.js'],
    extends: [tseslint.configs.disableTypeChecked],
    rules: { 'no-undef': 'off', '@typescript-eslint/no-unused-vars': 'off' },
  },
);
