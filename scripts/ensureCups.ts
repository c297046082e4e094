import { existsSync } from 'node:fs'
import { installDebianPackages } from './installDebianPackages.ts'

const programs = ['/usr/sbin/cupsd', '/usr/bin/lp', '/usr/bin/lpstat', '/usr/bin/cancel', '/usr/sbin/lpadmin']

/**
 * Brings CUPS for the tests that print through a real one, as root on Debian. Elsewhere it must be there already: the
 * tests that need it fail with the sentence that says how to get it.
 */
export function ensureCups(say: (sentence: string) => void): void {
  if (process.platform !== 'linux' || programs.every((program) => existsSync(program))) return
  const reason = installDebianPackages(['cups', 'cups-client', 'cups-bsd', 'cups-filters'], say)
  if (reason !== null) say(reason)
}
