import { ensureBrowser } from './ensureBrowser.ts'

/** Brings what the specs need and npm does not carry: a browser. */
try {
  const browser = await ensureBrowser((sentence) => void process.stdout.write(`${sentence}\n`))
  process.stdout.write(`The specs will use ${browser}\n`)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
