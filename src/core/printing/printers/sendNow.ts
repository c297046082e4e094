import { fail, ok, type Result } from '../../../shared/contract/problems.ts'
import type { PrinterSettings } from '../../../shared/settings/printer.ts'
import type { SlipDocument } from '../../../shared/model/slip.ts'
import type { Host } from '../../host.ts'
import { openPrinter } from './openPrinter.ts'
import type { Payload, Printer, SendOutcome } from './printer.ts'

const PATIENCE_MS = 30_000

export type Sent = Extract<SendOutcome, { kind: 'confirmed' | 'sent' }>

/** Sends a slip that is no order's right away, outside the queue, and tells how it went; errors are the printer's codes. */
export async function sendNow(
  document: SlipDocument,
  printer: PrinterSettings,
  host: Pick<Host, 'timers' | 'printPage'>,
): Promise<Result<{ outcome: 'confirmed' | 'sent' }>> {
  const opened = openPrinter(printer, host)
  const sent = await sendPayloadNow((await opened.prepare(document)).payload, opened, host)
  return sent.ok ? ok({ outcome: sent.value.kind }) : sent
}

/** As `sendNow`, what is to be sent being ready. */
export async function sendPayloadNow(
  payload: Payload,
  printer: Printer,
  host: Pick<Host, 'timers'>,
): Promise<Result<Sent>> {
  const abort = new AbortController()
  const cancel = host.timers.after(PATIENCE_MS, () => abort.abort())
  const outcome = await printer.send(payload, abort.signal)
  cancel()
  return outcome.kind === 'confirmed' || outcome.kind === 'sent' ? ok(outcome) : fail(outcome.problem.code)
}
