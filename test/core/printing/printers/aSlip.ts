import { composeTestSlip } from '../../../../src/core/printing/slip/composeTestSlip.ts'
import type { PayloadOf } from '../../../../src/core/printing/printers/printer.ts'
import { encodeSlip } from '../../../../src/core/printing/render/escpos.ts'
import { aPrinter } from '../../../support/aPrinter.ts'

export const aDocument = composeTestSlip({ nowMs: 0, computerName: 'KASA', printerName: 'Kasa', language: 'tr' })

/** A slip as a receipt printer takes it. */
export const aSlip: PayloadOf<'escpos'> = {
  kind: 'escpos',
  bytes: encodeSlip(aDocument, aPrinter({ id: 'kasa', connection: { kind: 'tcp', host: '127.0.0.1', port: 9100 } }))
    .bytes,
}

/** For what is not cut off. */
export const never = new AbortController().signal
