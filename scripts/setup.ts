import { ensureBrowser } from './ensureBrowser.ts'
import { ensureCups } from './ensureCups.ts'

const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`)

/** Brings what the specs need and npm does not carry: CUPS, and a browser. */
ensureCups(say)
try {
  const browser = await ensureBrowser(say)
  process.stdout.write(`The specs will use ${browser}\n`)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
