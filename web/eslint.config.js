import accessibility from 'eslint-plugin-jsx-a11y';
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'target/',
      'src/generated/',
      'public/',
      'build/*.mjs',
      'src/theme/boot.js',
      'bench/run.mjs',
      '*.config.js',
    ],
  },
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  accessibility.flatConfigs.strict,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'react-hooks': hooks },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }],
      'no-console': ['error', { allow: ['warn', 'error'] }],
      'no-restricted-properties': [
        'error',
        { property: 'innerHTML', message: 'Text that people wrote is never HTML.' },
        { property: 'outerHTML', message: 'Text that people wrote is never HTML.' },
        { property: 'dangerouslySetInnerHTML', message: 'Text that people wrote is never HTML.' },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off', // `onClick={() => go('/')}` reads well
      '@typescript-eslint/consistent-type-imports': 'error',
      // Preact writes class and for, as HTML does.
      'jsx-a11y/label-has-associated-control': 'off',
      'jsx-a11y/no-noninteractive-tabindex': 'off', // an article of a feed is focusable, by ARIA's own pattern
    },
  },
  {
    files: ['**/*.test.ts', '**/*.test.tsx'],
    rules: { 'max-lines-per-function': 'off' }, // one function describes all tests of a file
  },
);
