import { parseCommandLine, usage } from './commandLine.ts'
import { startPractice, type Practice } from './startPractice.ts'

/** The command. A launcher in the same process imports `startPractice.ts` instead. */

const parsed = parseCommandLine(process.argv.slice(2))
if (parsed.kind === 'help') process.stdout.write(usage)
else if (parsed.kind === 'wrong') giveUp(2, `${parsed.message}\n\n${usage}`)
else {
  try {
    keepOpen(await startPractice(parsed.options))
  } catch (error) {
    giveUp(1, `The practice shop cannot open: ${error instanceof Error ? error.message : String(error)}\n`)
  }
}

/** Until asked to end: by a signal, or because the parent that forked it is gone. */
function keepOpen(practice: Practice): void {
  let isClosing = false
  const close = (): void => {
    if (isClosing) return
    isClosing = true
    practice.close().then(
      () => process.exit(0),
      (error: unknown) => giveUp(1, `The practice shop did not close cleanly: ${String(error)}\n`),
    )
  }
  process.on('SIGTERM', close)
  process.on('SIGINT', close)
  process.on('disconnect', close)
  process.stdout.write(`${practice.lines.join('\n')}\n`)
  process.send?.({ kind: 'ready', provisionFile: practice.provisionFile, controlUrl: practice.shop.control.url })
}

function giveUp(code: number, message: string): void {
  process.stderr.write(message, () => process.exit(code))
}
