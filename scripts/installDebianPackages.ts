import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/**
 * Installs packages of Debian, where this is Debian and root.
 *
 * @param say told what is being done: it takes a while.
 * @returns why it did not come to anything; null when it did, or when this is no place for it.
 */
export function installDebianPackages(packages: readonly string[], say: (sentence: string) => void): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return null
  say(`Installing ${packages.join(', ')} with apt-get.`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', ...packages],
  ]) {
    const { status } = spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env, timeout: 900_000 })
    if (status !== 0) return `(\`apt-get ${args.join(' ')}\` did not succeed.)`
  }
  return null
}
