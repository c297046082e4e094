import { ok, type Result } from '../../../shared/contract/problems.ts'
import type { Language } from '../../../shared/settings/settings.ts'
import type { PrinterSettings } from '../../../shared/settings/printer.ts'
import type { Host } from '../../host.ts'
import { type CodePageCandidate, codePageCandidates, encodeCodePageSlip } from '../render/codePageSlip.ts'
import { composeTestSlip } from '../slip/composeTestSlip.ts'
import { openPrinter } from './openPrinter.ts'
import { patientTcpTimeouts } from './tcp.ts'
import { type Sent, sendPayloadNow } from './sendNow.ts'

interface TestContext {
  host: Pick<Host, 'clock' | 'timers' | 'computerName' | 'printPage'>
  language: Language
}

export interface TestOutcome {
  outcome: 'confirmed' | 'sent'
  /** Whether it tells when a slip is printed, for its settings; null: this way to it cannot know. */
  confirms: 'ids' | 'none' | null
}

/** Sends the test slip right away, outside the queue, and tells how it went; errors are the printer's codes. */
export async function testPrinter(
  printer: PrinterSettings,
  { host, language }: TestContext,
): Promise<Result<TestOutcome>> {
  const { clock, computerName } = host
  const document = composeTestSlip({ nowMs: clock.nowMs(), computerName, printerName: printer.name, language })
  // Asked anew, whatever is remembered: it may be another printer at the same address.
  const opened = openPrinter({ ...printer, confirms: 'unknown' }, host, null, patientTcpTimeouts)
  const sent = await sendPayloadNow((await opened.prepare(document)).payload, opened, host)
  return sent.ok ? ok({ outcome: sent.value.kind, confirms: confirmsOf(sent.value) }) : sent
}

function confirmsOf(sent: Sent): TestOutcome['confirms'] {
  if (sent.kind === 'confirmed') return 'ids'
  return sent.cannotConfirm === true ? 'none' : null
}

/** Sends the slip of all code pages, and which line means which page; for printers that take ESC/POS alone. */
export async function testCodePages(
  printer: PrinterSettings,
  { host, language }: TestContext,
): Promise<Result<{ outcome: 'confirmed' | 'sent'; candidates: readonly CodePageCandidate[] }>> {
  const slip = { kind: 'escpos', bytes: encodeCodePageSlip(printer, language) } as const
  const sent = await sendPayloadNow(slip, openPrinter(printer, host), host)
  return sent.ok ? ok({ outcome: sent.value.kind, candidates: codePageCandidates }) : sent
}
