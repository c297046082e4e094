import type { PrinterSettings } from '../../../shared/settings/printer.ts'
import type { SlipDocument } from '../../../shared/model/slip.ts'
import { drawSlipPng } from '../render/drawSlip.ts'
import { profileOf } from '../render/profiles.ts'
import { prepareSlip } from '../render/prepareSlip.ts'
import type { PreparedSlip, Printer, PrinterTransport } from './printer.ts'
import { openCupsPrinter } from './cups.ts'
import { openFolderPrinter } from './folder.ts'
import { openSerialPrinter } from './serial.ts'
import { packSlipFiles } from './slipFiles.ts'
import { drawSlipPdf } from '../render/pdf.ts'
import { openSystemPrinter, type PageHost } from './system.ts'
import { openTcpPrinter, tcpTimeouts } from './tcp.ts'
import { openWindowsPrinter } from './windows.ts'
import { slipName } from './slipName.ts'
import { slipPage } from '../render/html.ts'

/**
 * A printer as set. Opening costs nothing: connections are made slip by slip.
 *
 * @param host what prints pages on ordinary printers; without it they answer `systemPrintingUnavailable`
 */
export function openPrinter(settings: PrinterSettings, host: PageHost = {}): Printer {
  return { ...wayTo(settings, host), prepare: (document) => prepare(document, settings) }
}

function wayTo({ connection, confirms }: PrinterSettings, host: PageHost): PrinterTransport {
  switch (connection.kind) {
    case 'tcp':
      return openTcpPrinter(connection, tcpTimeouts, confirms)
    case 'windows':
      return openWindowsPrinter(connection)
    case 'cups':
      return openCupsPrinter(connection)
    case 'serial':
      return openSerialPrinter(connection, confirms === 'ids')
    case 'system':
      return openSystemPrinter(connection, host)
    case 'folder':
      return openFolderPrinter(connection)
  }
}

async function prepare(document: SlipDocument, settings: PrinterSettings): Promise<PreparedSlip> {
  const { connection, paperWidthMm } = settings
  const profile = profileOf(settings)
  switch (connection.kind) {
    case 'system': {
      const html = await slipPage(document, { page: connection.page, paperWidthMm, columns: profile.columns })
      return { bytes: Buffer.from(html), replacements: [] }
    }
    case 'folder': {
      const name = slipName(document)
      const files = { name, png: await drawSlipPng(document, profile), pdf: await drawSlipPdf(document, profile, name) }
      return { bytes: packSlipFiles(files), replacements: [] }
    }
    default:
      return prepareSlip(document, settings)
  }
}
