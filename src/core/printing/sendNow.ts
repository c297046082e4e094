import { fail, ok, type Result } from '../../shared/result.ts'
import type { PrinterSettings } from '../../shared/settings.ts'
import type { SlipDocument } from '../../shared/slip.ts'
import type { Host } from '../host.ts'
import { openPrinter } from './openPrinter.ts'

const PATIENCE_MS = 30_000

/** Sends a slip that is no order's right away, outside the queue, and tells how it went; errors are the printer's codes. */
export async function sendNow(
  document: SlipDocument,
  printer: PrinterSettings,
  host: Pick<Host, 'timers'>,
): Promise<Result<{ outcome: 'confirmed' | 'sent' }>> {
  const opened = openPrinter(printer)
  const abort = new AbortController()
  const cancel = host.timers.after(PATIENCE_MS, () => abort.abort())
  const outcome = await opened.send(await opened.prepare(document), abort.signal)
  cancel()
  return outcome.kind === 'confirmed' || outcome.kind === 'sent'
    ? ok({ outcome: outcome.kind })
    : fail(outcome.problem.code)
}
