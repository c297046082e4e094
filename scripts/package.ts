import { rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureBuilt } from './ensureBuilt.ts'
import { electronDistFor, whyNoElectron } from './findElectron.ts'
import { buildPackage } from './packaging/buildPackage.ts'
import { nameOf, type Target } from './packaging/target.ts'
import { fromRoot } from './paths.ts'

/**
 * `npm run package -- --linux|--win|--mac [--arch x64|arm64] [--out DIR]`: builds the packages of one system and
 * architecture into `dist/`. Where Electron's binary can be had they are the real thing; where not, the same steps are done
 * around a stand-in, which says so in its name and its version.
 */

const usage = `npm run package -- --linux|--win|--mac [--arch x64|arm64] [--out DIR]

Without a system: this one. A package for people is built on its own system (see docs/release.md).
`
const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`)

function readTarget(): { target: Target; outFolder: string } | null {
  const { values } = parseArgs({
    options: {
      linux: { type: 'boolean' },
      win: { type: 'boolean' },
      mac: { type: 'boolean' },
      arch: { type: 'string' },
      out: { type: 'string' },
    },
  })
  const systems = (
    [
      ['linux', 'linux'],
      ['win', 'win32'],
      ['mac', 'darwin'],
    ] as const
  )
    .filter(([flag]) => values[flag] === true)
    .map(([, system]) => system)
  const own = process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux'
  const system = systems[0] ?? own
  const arch = values.arch ?? (system === 'win32' ? 'x64' : process.arch)
  if (systems.length > 1 || (arch !== 'x64' && arch !== 'arm64')) return null
  return { target: { system, arch }, outFolder: resolve(values.out ?? fromRoot('dist')) }
}

async function run(): Promise<number> {
  const asked = readTarget()
  if (asked === null) {
    process.stderr.write(usage)
    return 2
  }
  const { target, outFolder } = asked
  await ensureBuilt()
  const electronDist = electronDistFor(target.system, target.arch)
  const withoutElectron = electronDist === null ? await whyNoElectron(target.system, target.arch) : null
  if (withoutElectron !== null) say(`Around a stand-in: ${withoutElectron}. What comes of it serves no counter.`)
  rmSync(outFolder, { recursive: true, force: true })
  buildPackage({ target, withoutElectron, electronDist, outFolder, say })
  say(`Packages for ${nameOf(target)} are in ${outFolder}`)
  return 0
}

try {
  process.exitCode = await run()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
