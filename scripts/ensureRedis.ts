import { existsSync } from 'node:fs'
import { installDebianPackages } from './installDebianPackages.ts'

/**
 * Brings a Redis server for the tests of several counters as one, as root on Debian. Elsewhere it must be there already:
 * the tests that need it fail with the sentence that says how to get it.
 */
export function ensureRedis(say: (sentence: string) => void): void {
  if (process.platform !== 'linux' || existsSync('/usr/bin/redis-server')) return
  const reason = installDebianPackages(['redis-server'], say)
  if (reason !== null) say(reason)
}
