/** Flat config, passed with -c because the top level of the repository is fixed. */
import js from '@eslint/js';
import ts from 'typescript-eslint';
import { configs as lit } from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import noOnlyTests from 'eslint-plugin-no-only-tests';

const allRooms = [
  'core',
  'export',
  'eval',
  'gpu',
  'compose',
  'engine',
  'media',
  'session',
  'bench',
  'kiosk',
  'offline',
  'server',
  'ui',
  'models',
  'workers',
];

/** Which rooms a room may import beside itself (DESIGN.md, "Imports run one way"); ui has a rule of its own. */
const mayImport = {
  'src/core': [],
  'src/export': ['core'],
  'src/eval': ['core'],
  // After its room: the command is where measures meet models.
  'src/eval/cli': ['core', 'export', 'eval', 'models'],
  'src/gpu': ['core'],
  'src/compose': ['core', 'gpu'],
  'src/engine': ['core', 'gpu', 'compose'],
  'src/media': ['core'],
  'src/session': ['core', 'eval', 'media', 'models', 'workers'],
  'src/bench': ['core', 'media', 'session', 'models', 'workers'],
  'src/kiosk': ['core', 'eval', 'media', 'session', 'models'],
  'src/offline': ['core', 'workers'],
  models: ['core', 'export', 'eval', 'server'],
};

/** Of a room that is closed, the one file that another may still see. */
const exceptions = {
  // prepare writes the index that the page reads, so it shares that contract.
  models: { session: 'session(?!/model-catalog\\.api\\.ts)' },
};

function bannedFor(room) {
  const own = room.replace('src/', '');
  return allRooms
    .filter((other) => other !== own && !mayImport[room].includes(other))
    .map((other) => exceptions[room]?.[other] ?? other);
}

const importRules = Object.keys(mayImport).map((room) => ({
  files: [`${room}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `^(#(${bannedFor(room).join('|')})/|(\\.\\./)+(src/)?(${bannedFor(room).join('|')})/)`,
            message: `${room} must not import from there: imports run one way (see ../shared/DESIGN.md).`,
          },
        ],
      },
    ],
  },
}));

/** ui sees models only through the registry and the manifest type; workers only through clients and api types. */
const uiRule = {
  files: ['src/ui/**/*.ts'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex:
              '^#(export|gpu|compose|engine|server)/|^#models/(?!catalogue\\.ts|registry\\.ts|manifest\\.ts|accuracy\\.ts)|^#workers/(?!.*\\.api\\.ts)',
            message:
              'ui sees models only through #models/catalogue (and the registry), the worker only through session.',
          },
        ],
      },
    ],
  },
};

/** No sibling imports between models, engines and composers: each folder can be deleted alone. */
const siblingRule = {
  files: ['models/*/*.ts', 'src/engine/*/*.ts', 'src/compose/*/*.ts', 'src/ui/overlays/*/*.ts'],
  rules: {
    'no-restricted-syntax': [
      'error',
      {
        selector: 'ImportDeclaration[source.value=/^\\.\\.\\u002f[^.]+\\u002f/]',
        message: 'No sibling imports: share through core, gpu, export or the room itself.',
      },
    ],
  },
};

export default ts.config(
  {
    ignores: [
      'dist/',
      'build/',
      'node_modules/',
      'public/',
      'tests/artefacts/',
      'src/ui/locales/templates/',
      '**/*.d.ts',
    ],
  },
  js.configs.recommended,
  ...ts.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ['tsconfig.core.json', 'tsconfig.worker.json', 'tsconfig.page.json', 'tsconfig.node.json'],
        tsconfigRootDir: new URL('..', import.meta.url).pathname,
      },
    },
    plugins: { 'no-only-tests': noOnlyTests },
    rules: {
      'no-only-tests/no-only-tests': 'error',
      'no-undef': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'max-lines': ['warn', { max: 300, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
    },
  },
  { files: ['src/ui/**/*.ts'], ...lit['flat/recommended'] },
  {
    files: ['src/ui/**/*.ts'],
    plugins: { 'lit-a11y': litA11y },
    rules: litA11y.configs.recommended.rules,
  },
  ...importRules,
  uiRule,
  siblingRule,
  { files: ['**/*.js'], ...ts.configs.disableTypeChecked },
  { files: ['**/*.js'], rules: { 'no-undef': 'off' } },
);
