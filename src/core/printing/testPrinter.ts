import { fail, ok, type Result } from '../../shared/result.ts'
import type { Language, PrinterSettings } from '../../shared/settings.ts'
import type { Host } from '../host.ts'
import { composeTestSlip } from './composeTestSlip.ts'
import { openPrinter } from './openPrinter.ts'

const PATIENCE_MS = 30_000

/** Sends the test slip right away, outside the queue, and tells how it went; errors are the printer's codes. */
export async function testPrinter(
  printer: PrinterSettings,
  { host, language }: { host: Pick<Host, 'clock' | 'timers' | 'computerName'>; language: Language },
): Promise<Result<{ outcome: 'confirmed' | 'sent' }>> {
  const { clock, computerName } = host
  const document = composeTestSlip({ nowMs: clock.nowMs(), computerName, printerName: printer.name, language })
  const abort = new AbortController()
  const cancel = host.timers.after(PATIENCE_MS, () => abort.abort())
  const opened = openPrinter(printer)
  const outcome = await opened.send(await opened.prepare(document), abort.signal)
  cancel()
  return outcome.kind === 'confirmed' || outcome.kind === 'sent'
    ? ok({ outcome: outcome.kind })
    : fail(outcome.problem.code)
}
