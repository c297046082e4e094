import { ensureBuilt } from './ensureBuilt.ts'
import { createFamily, endOf } from './family.ts'
import { fromRoot } from './paths.ts'

/** Runs one built part of `out/` with the arguments given to this script, building first where needed. Ends with it. */
export async function runBuilt(path: string): Promise<never> {
  try {
    await ensureBuilt()
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  }
  process.exit(await endOf(createFamily().fork(fromRoot(path), process.argv.slice(2))))
}
