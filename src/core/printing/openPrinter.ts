import type { PrinterSettings } from '../../shared/settings.ts'
import type { SlipDocument } from '../../shared/slip.ts'
import { drawSlipPng } from './drawSlip.ts'
import { profileOf } from './models.ts'
import { prepareSlip } from './prepareSlip.ts'
import type { PreparedSlip, Printer, PrinterWay } from './printer.ts'
import { openCupsPrinter } from './printers/cups.ts'
import { openFolderPrinter } from './printers/folder.ts'
import { openSerialPrinter } from './printers/serial.ts'
import { packSlipFiles } from './printers/slipFiles.ts'
import { drawSlipPdf } from './printers/slipPdf.ts'
import { openSystemPrinter, type PageHost } from './printers/systemPage.ts'
import { openTcpPrinter, tcpTimeouts } from './printers/tcp.ts'
import { openWindowsPrinter } from './printers/windowsSpooler.ts'
import { slipName } from './slipName.ts'
import { slipPage } from './slipPage.ts'

/**
 * A printer as set. Opening costs nothing: connections are made slip by slip.
 *
 * @param host what prints pages on ordinary printers; without it they answer `systemPrintingUnavailable`
 */
export function openPrinter(settings: PrinterSettings, host: PageHost = {}): Printer {
  return { ...wayTo(settings, host), prepare: (document) => prepare(document, settings) }
}

function wayTo({ connection, confirms }: PrinterSettings, host: PageHost): PrinterWay {
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
