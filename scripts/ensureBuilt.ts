import { existsSync, globSync, statSync } from 'node:fs'
import { fromRoot, root } from './paths.ts'
import { runStep } from './runStep.ts'

const built = [
  'main/index.js',
  'preload/index.cjs',
  'renderer/index.html',
  'renderer/licences.json',
  'browser/index.js',
  'browser/door.js',
  'practice/index.js',
]
const sources = [
  'src/**/*',
  'resources/**/*',
  'package.json',
  'package-lock.json',
  'electron.vite.config.ts',
  'scripts/nodeBundles.ts',
  'scripts/listLicences.ts',
]

/** Builds `out/` when a part of it is missing or older than what it is made of. @throws when the build fails */
export async function ensureBuilt(): Promise<void> {
  if (!isStale()) return
  process.stderr.write('Building Tezgah …\n')
  if ((await runStep(fromRoot('scripts/front.mjs'), ['build'])) !== 0)
    throw new Error('The build failed; its words are above.')
}

function isStale(): boolean {
  const files = built.map((path) => fromRoot(`out/${path}`))
  if (!files.every((file) => existsSync(file))) return true
  const oldest = Math.min(...files.map((file) => statSync(file).mtimeMs))
  return globSync(sources, { cwd: root }).some((path) => statSync(fromRoot(path)).mtimeMs > oldest)
}
