import { rmSync } from 'node:fs'
import { z } from 'zod'
import { ensureBuilt } from './ensureBuilt.ts'
import { createFamily, endOf, type Family } from './family.ts'
import { findElectron } from './findElectron.ts'
import { fromRoot } from './paths.ts'

/** `npm start`: the practice shop, and Tezgah opened on it through the best door this machine has. */

const practiceFolder = fromRoot('.practice')
const dataDir = fromRoot('.practice/data')
const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`)

const ready = z.object({ kind: z.literal('ready'), provisionFile: z.string() })

const practice = fromRoot('out/practice/index.js')
const practiceOptions = process.argv.slice(2)

/** @returns the provisioning file that leads Tezgah to the shop. */
function openPractice(family: Family): Promise<string> {
  const child = family.fork(practice, ['--folder', practiceFolder, ...practiceOptions])
  return new Promise((resolve, reject) => {
    child.on('message', (message) => {
      const parsed = ready.safeParse(message)
      if (parsed.success) resolve(parsed.data.provisionFile)
    })
    child.once('exit', () => reject(new Error('The practice shop ended before it was open.')))
  })
}

async function start(): Promise<number> {
  await ensureBuilt()
  const family = createFamily()
  // The options of `npm start` are those of its shop.
  if (practiceOptions.includes('--help')) return endOf(family.fork(practice, ['--help']))
  // The shop's evening begins anew each time; yesterday's ledger would know its orders already.
  rmSync(dataDir, { recursive: true, force: true })
  const provisionFile = await openPractice(family)
  const code = await openTezgah(family, ['--data-dir', dataDir, '--provision', provisionFile])
  await family.end()
  return code
}

async function openTezgah(family: Family, options: readonly string[]): Promise<number> {
  const electron = await findElectron(say)
  let reason = 'reason' in electron ? electron.reason : ''
  if ('binary' in electron) {
    say('Opening the desktop door: Electron’s binary is here.')
    const code = await endOf(family.spawn(electron.binary, [fromRoot('.'), ...options]))
    if (code === 0) return 0
    reason = `Electron ended with ${code}`
  }
  say(`Opening the browser door, because ${reason}.`)
  return endOf(family.fork(fromRoot('out/browser/index.js'), options))
}

process.exit(
  await start().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return 1
  }),
)
