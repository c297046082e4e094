import { defineConfig, type OxlintOverride } from 'oxlint'

/**
 * Who may import whom (the map of the house, as lint). Every folder names what it may import; all else is an error.
 * In a group the last matching pattern wins, so: nothing, then what is allowed, then the neighbours that are not.
 * `test/scripts/boundaries.test.ts` proves that each of these bites.
 */
const folders = ['core', 'system', 'main', 'browser', 'preload', 'renderer', 'practice'] as const
type Folder = (typeof folders)[number]

/** Values of `electron` that have exactly one importer, and that file. Their types may be named anywhere in the door. */
const electronNames = {
  'src/main/ipc.ts': ['ipcMain'],
  'src/main/keyring.ts': ['safeStorage'],
  'src/main/tray.ts': ['Tray'],
  'src/main/notifications.ts': ['Notification'],
  'src/main/security.ts': ['shell'],
  'src/preload/**': ['ipcRenderer', 'contextBridge'],
}

interface Boundary {
  files: string
  /** Bare names and `node:` modules (gitignore patterns). */
  packages: readonly string[]
  /** Our own folders besides `src/shared`. */
  folders: readonly Folder[]
  /** Names of electron it alone may import. */
  electron?: readonly string[]
  /** Of the core, what it may not import all the same. */
  mayNot?: readonly string[]
}

const core = ['zod']

/**
 * The rooms of the core, in one direction: whoever wires may see all of them; the loops, the requests and the screen see
 * the rules and the printing; those see the ledger at most; and the ledger names shared types alone.
 */
const wiring = ['counter.ts', 'lifecycle.ts', 'carryOut.ts']
const loops = ['polling/**', 'requests/**', 'screen/**', 'webhook/**', 'dispatch/**', 'link/**']
const printing = ['slip', 'render', 'queue', 'printers'].map((room) => `printing/${room}/**`)
const rules = ['orders/**', 'routing/**', 'report/**', 'alerts/**', 'support/**', 'hearing/**', 'reconcile/**']

interface Room {
  /** Below src/core. */
  name: string
  packages?: readonly string[]
  /** Other rooms and files of the core that it may not import. */
  mayNot: readonly string[]
}

const but = (rooms: readonly string[], ...allowed: readonly string[]): string[] =>
  rooms.filter((room) => !allowed.includes(room))

const all = [...wiring, ...loops, ...printing, ...rules, 'ledger/**', 'settings/**', 'vendors/**']

const rooms: readonly Room[] = [
  { name: 'ledger', packages: ['node:sqlite', 'node:fs', 'node:path'], mayNot: but(all, 'ledger/**') },
  { name: 'settings', mayNot: but(all, 'settings/**') },
  { name: 'routing', mayNot: but(all, 'routing/**') },
  { name: 'alerts', mayNot: but(all, 'alerts/**') },
  // The table of orders is written by a library.
  { name: 'report', packages: ['csv-stringify', 'csv-stringify/**'], mayNot: but(all, 'report/**') },
  { name: 'support', mayNot: but(all, 'support/**') },
  { name: 'hearing', mayNot: but(all, 'hearing/**', 'ledger/**') },
  {
    name: 'reconcile',
    mayNot: but([...all, 'vendors/http/**'], 'reconcile/**', 'ledger/**', 'vendors/**', 'polling/**'),
  },
  // An answer of a vendor is what the rules are asked about; how it came is not their business.
  { name: 'orders', mayNot: but([...all, 'vendors/http/**'], 'orders/**', 'routing/**', 'ledger/**', 'vendors/**') },
  { name: 'vendors', packages: ['entities'], mayNot: but(all, 'vendors/**') },
  { name: 'vendors/http', packages: ['undici', 'node:*'], mayNot: but(all, 'vendors/**') },
  { name: 'vendors/restomenum', packages: ['@restomenum/plugin-sdk'], mayNot: but(all, 'vendors/**') },
  // A way out of its own, by the rules of the wire.
  {
    name: 'webhook',
    packages: ['undici', 'node:crypto'],
    mayNot: but(all, 'webhook/**', 'ledger/**', 'vendors/**'),
  },
  // Another way out, to a server of the shop's own.
  {
    name: 'link',
    packages: ['@redis/client', 'node:crypto'],
    mayNot: but(all, 'link/**', 'ledger/**', 'vendors/**', 'alerts/**'),
  },
  { name: 'polling', mayNot: [...wiring, ...but(loops, 'polling/**'), ...printing, 'settings/**'] },
  // Steps are told through a vendor's client, and are on record first.
  {
    name: 'dispatch',
    mayNot: but([...all, 'vendors/http/**'], 'dispatch/**', 'ledger/**', 'routing/**', 'vendors/**'),
  },
  { name: 'printing/slip', mayNot: but(all, 'printing/slip/**', 'routing/**') },
  {
    name: 'printing/render',
    // Drawing needs native code and a font's files.
    packages: ['uqr', 'any-ascii', 'pdfkit', '@resvg/resvg-js', 'node:module', 'fontkit', 'dejavu-fonts-ttf'].concat([
      'dejavu-fonts-ttf/**',
      '@point-of-sale/receipt-printer-encoder',
      '@point-of-sale/codepage-encoder',
    ]),
    mayNot: but(all, 'printing/render/**', 'printing/slip/**'),
  },
  {
    name: 'printing/printers',
    packages: ['net', 'crypto', 'timers/promises', 'child_process', 'fs', 'fs/promises', 'path']
      .map((name) => `node:${name}`)
      .concat(['koffi', '@serialport/stream', '@serialport/bindings-cpp']),
    mayNot: but(all, 'printing/slip/**', 'printing/render/**', 'printing/printers/**'),
  },
  { name: 'printing/queue', mayNot: but(all, ...printing, 'routing/**', 'ledger/**') },
  { name: 'screen', mayNot: [...wiring, 'requests/**', 'printing/slip/**', 'printing/render/**', 'vendors/**'] },
  { name: 'requests', mayNot: wiring },
]

const hostApi = ['electron', 'electron-store', 'conf', 'zod', 'node:*', 'node:*/**', 'electron-updater']

/** Later ones win over earlier ones for the files they name. */
const boundaries: readonly Boundary[] = [
  { files: 'src/shared/**', packages: ['zod'], folders: [] },
  { files: 'src/core/**', packages: core, folders: ['core'] },
  { files: 'src/core/*.ts', packages: core, folders: ['core'], mayNot: ['requests/**', 'counter.ts'] },
  // The composition root sees all of it; the lifecycle names the ledger's file in the folder that the door gave.
  { files: 'src/core/counter.ts', packages: core, folders: ['core'] },
  {
    files: 'src/core/lifecycle.ts',
    packages: [...core, 'node:path'],
    folders: ['core'],
    mayNot: ['requests/**', 'counter.ts'],
  },
  ...rooms.map(({ name, packages = [], mayNot }) => ({
    files: `src/core/${name}/**`,
    packages: [...core, ...packages],
    folders: ['core'] as const,
    mayNot,
  })),
  // What both doors have alike.
  {
    files: 'src/system/**',
    packages: ['zod', 'fflate', 'rotating-file-stream', 'node:*', 'node:*/**'],
    folders: ['core', 'system'],
  },
  { files: 'src/main/**', packages: hostApi, folders: ['core', 'system', 'main'] },
  ...Object.entries(electronNames)
    .filter(([file]) => file.startsWith('src/main/'))
    .map(([files, electron]) => ({ files, packages: hostApi, folders: ['core', 'system', 'main'] as const, electron })),
  { files: 'src/preload/**', packages: ['electron'], folders: ['preload'], electron: electronNames['src/preload/**'] },
  {
    files: 'src/browser/**',
    packages: ['hono', 'hono/**', '@hono/node-server', '@hono/node-server/**', 'conf', 'zod', 'node:*', 'node:*/**'],
    folders: ['core', 'system', 'browser'],
  },
  { files: 'src/browser/page/**', packages: ['eventsource-parser'], folders: ['browser'] },
  {
    files: 'src/renderer/**',
    packages: [
      'react',
      'react/**',
      'react-dom',
      'react-dom/**',
      '@tanstack/react-query',
      '@tanstack/react-virtual',
      'react-i18next',
      'i18next',
      'zustand',
      'zustand/**',
    ].concat([
      'radix-ui',
      'radix-ui/**',
      'uplot',
      'markdown-to-jsx/react',
      'uqr',
      'zod',
      '@fontsource-variable/inter',
      '@fontsource-variable/inter/**',
    ]),
    folders: ['renderer'],
  },
  {
    files: 'src/practice/**',
    packages: ['node:*', 'node:*/**', 'hono', 'hono/**', '@hono/node-server', '@hono/node-server/**', 'zod'].concat([
      '@resvg/resvg-js',
      'dejavu-fonts-ttf',
      'dejavu-fonts-ttf/**',
      'uqr',
    ]),
    folders: ['practice'],
  },
]

const ambient = [
  'setTimeout',
  'setInterval',
  'setImmediate',
  'performance',
  'fetch',
  'process',
  'window',
  'document',
  'localStorage',
]

/** Asked for by one file alone, wherever `node:*` would allow them. */
const soleImporters = ['node:sqlite', 'node:net']

/** How a room of the core is named in an import: from afar, and from a room beside it. */
const patternsOf = (room: string): string[] =>
  room.startsWith('printing/') ? [`**/${room}`, `../${room.slice('printing/'.length)}`] : [`**/${room}`]

function importRule({
  files,
  packages,
  folders: own,
  electron = [],
  mayNot = [],
}: Boundary): NonNullable<NonNullable<OxlintOverride['rules']>['no-restricted-imports']> {
  const isOpen = packages.includes('node:*')
  const mayNet = files.startsWith('src/practice')
  const closed = isOpen && !mayNet ? soleImporters : []
  const neighbours = folders.filter((folder) => !own.includes(folder)).flatMap((folder) => `../**/${folder}/**`)
  const guarded = Object.values(electronNames)
    .flat()
    .filter((name) => !electron.includes(name))
  const group = [
    '*',
    '!./**',
    '!../**',
    ...packages.map((name) => `!${name}`),
    ...closed,
    ...neighbours,
    ...mayNot.flatMap(patternsOf),
    ...(mayNot.length > 0 ? ['!**/shared/**'] : []),
    '**/test/**',
  ]
  return [
    'error',
    {
      paths: [
        {
          name: 'electron',
          importNames: guarded,
          allowTypeImports: true,
          message: 'It has one importer: see oxlint.config.ts.',
        },
      ],
      patterns: [{ group, message: `Not for ${files}: see "boundaries" in oxlint.config.ts.` }],
    },
  ]
}

export default defineConfig({
  plugins: ['eslint', 'typescript', 'unicorn', 'oxc', 'react', 'promise', 'node', 'import'],
  categories: { correctness: 'error', suspicious: 'error' },
  ignorePatterns: ['out/**', 'dist/**', '.practice/**', 'coverage/**', 'test-results/**', 'playwright-report/**'],
  rules: {
    'typescript/no-explicit-any': 'error',
    'typescript/ban-ts-comment': 'error',
    'typescript/no-non-null-assertion': 'error',
    'eslint/no-empty': ['error', { allowEmptyCatch: false }],
    'eslint/eqeqeq': 'error',
    'eslint/no-console': 'error',
    'eslint/max-lines': ['error', { max: 350, skipBlankLines: false, skipComments: false }],
    // Type-only imports count: what cannot be named without its user is one idea in two files.
    'import/no-cycle': ['error', { ignoreTypes: false }],
    // Functions are kept beside what they belong to; copies of a set are looped over because it changes meanwhile.
    'unicorn/consistent-function-scoping': 'off',
    'unicorn/no-useless-spread': 'off',
    'unicorn/no-array-sort': 'off',
    'promise/always-return': 'off',
    // Control bytes are this trade's daily bread, and lists of lines have no other key than their place.
    'eslint/no-control-regex': 'off',
    'eslint/no-underscore-dangle': 'off',
    'react/no-array-index-key': 'off',
    // It is about a compiler that is not used here.
    'react/incompatible-library': 'off',
    // It cannot see that another task ends the loop.
    'eslint/no-unmodified-loop-condition': 'off',
    // The JSX transform brings React itself; a style sheet has nothing to assign; i18next means its default export.
    'react/react-in-jsx-scope': 'off',
    'import/no-unassigned-import': 'off',
    'import/no-named-as-default-member': 'off',
  },
  overrides: [
    ...boundaries.map((boundary) => ({
      files: [boundary.files],
      rules: { 'no-restricted-imports': importRule(boundary) },
    })),
    // It takes letters apart into base and marks on purpose.
    { files: ['src/core/printing/render/safeText.ts'], rules: { 'no-misleading-character-class': 'off' as const } },
    // The clock, the timers and the network come in through the host, so that tests can hold them.
    { files: ['src/core/**', 'src/shared/**'], rules: { 'no-restricted-globals': ['error', ...ambient] } },
    {
      files: [
        'src/core/vendors/http/**',
        'src/core/vendors/*/client.ts',
        'src/core/webhook/wire.ts',
        'src/core/printing/printers/**',
      ],
      rules: { 'no-restricted-globals': 'off' as const },
    },
    // A fixture that needs no other one must say so with an empty pattern: Playwright reads it.
    { files: ['test/e2e/**'], rules: { 'no-empty-pattern': 'off' as const } },
    { files: ['bench/**'], rules: { 'no-console': 'off' as const } },
    // The double mirrors Electron's own circles of types.
    {
      files: ['test/**'],
      rules: { 'max-lines': 'off' as const, 'import/no-cycle': ['error', { ignoreTypes: true }] as const },
    },
  ],
})
