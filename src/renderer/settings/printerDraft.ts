import type { RequestInput } from '../../shared/contract.ts'
import type { CodePage, PrinterSettings } from '../../shared/settings.ts'
import { toNumber } from './sourceDraft.ts'

/** A printer as it stands in the form: text, as typed. */
export interface PrinterDraft {
  name: string
  host: string
  port: string
  paper: '58' | '80'
  codePage: CodePage
  codePageNumber: string
  feedLines: string
  enabled: boolean
}

export const newPrinterDraft: PrinterDraft = {
  name: '',
  host: '',
  port: '9100',
  paper: '80',
  codePage: 'cp857',
  codePageNumber: '',
  feedLines: '4',
  enabled: true,
}

export const draftOfPrinter = (printer: PrinterSettings): PrinterDraft => ({
  name: printer.name,
  host: printer.connection.kind === 'tcp' ? printer.connection.host : newPrinterDraft.host,
  port: printer.connection.kind === 'tcp' ? String(printer.connection.port) : newPrinterDraft.port,
  paper: printer.paperWidthMm === 58 ? '58' : '80',
  codePage: printer.codePage,
  codePageNumber: printer.codePageNumber === null ? '' : String(printer.codePageNumber),
  feedLines: String(printer.feedLines),
  enabled: printer.enabled,
})

export const printerInputOf = (draft: PrinterDraft): RequestInput<'printer.save'>['printer'] => ({
  name: draft.name,
  connection: { kind: 'tcp', host: draft.host.trim(), port: toNumber(draft.port) },
  paperWidthMm: draft.paper === '58' ? 58 : 80,
  codePage: draft.codePage,
  codePageNumber: draft.codePageNumber.trim() === '' ? null : toNumber(draft.codePageNumber),
  feedLines: toNumber(draft.feedLines),
  enabled: draft.enabled,
})

/** Where a printer is, as a shop knows it. */
export function placeOfPrinter({ connection }: Pick<PrinterSettings, 'connection'>): string {
  switch (connection.kind) {
    case 'tcp':
      return `${connection.host}:${connection.port}`
    case 'windows':
    case 'cups':
      return connection.queue
    case 'system':
      return connection.device
    case 'serial':
    case 'folder':
      return connection.path
  }
}
