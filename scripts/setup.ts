import { ensureBrowser } from './ensureBrowser.ts'
import { ensureCups } from './ensureCups.ts'
import { ensureRedis } from './ensureRedis.ts'
import { installDebianPackages } from './installDebianPackages.ts'
import { missingForWindows, windowsPackages } from './packaging/debianTools.ts'

const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`)

/** Brings what the tests need and npm does not carry: CUPS, Redis, what packages are built with, and a browser. */
ensureCups(say)
ensureRedis(say)
if (missingForWindows().length > 0) {
  const reason = installDebianPackages([...windowsPackages, 'debootstrap'], say)
  if (reason !== null) say(reason)
}
try {
  const browser = await ensureBrowser(say)
  process.stdout.write(`The specs will use ${browser}\n`)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
