import prettier from 'eslint-config-prettier';
import importSort from 'eslint-plugin-simple-import-sort';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: [
      'cdk.out/',
      'dist/',
      '.local/',
      'coverage/',
      'node_modules/',
      'client/src/generated/',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.js'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { 'import-sort': importSort },
    rules: {
      'import-sort/imports': 'error',
      'import-sort/exports': 'error',
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // A test double and a CDK construct are both made for their effect.
      '@typescript-eslint/require-await': 'off',
      'no-console': 'error',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
      eqeqeq: 'error',
      // There are no enums, and instances are passed as the interfaces that they implement. These two take a sixth of
      // the time.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
    },
  },
  // Programs that a person runs talk to that person.
  {
    files: [
      'bin/**',
      'local/**',
      'operator/**',
      'test/bench/**',
      'test/clients/**',
      'test/fuzz/**',
      'test/house/**',
      'test/mutation/**',
      'test/support/**',
    ],
    rules: { 'no-console': 'off' },
  },
  // Tools that insist on a default export.
  {
    files: [
      '*.config.{ts,js}',
      '.dependency-cruiser.js',
      'web/*.config.ts',
      'test/mutation/vitest.config.ts',
      'test/support/{foyer/summary-reporter,engine/dynamodb-engine,foyer/running-foyer}.ts',
    ],
    rules: { 'no-restricted-exports': 'off' },
  },
  { files: ['**/*.js'], ...tseslint.configs.disableTypeChecked },
  prettier,
);
