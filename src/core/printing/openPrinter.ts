import type { PrinterSettings } from '../../shared/settings.ts'
import { prepareSlip } from './prepareSlip.ts'
import type { Printer, PrinterWay } from './printer.ts'
import { openTcpPrinter, tcpTimeouts } from './printers/tcp.ts'

/** A printer as set. Opening costs nothing: connections are made slip by slip. */
export function openPrinter(settings: PrinterSettings): Printer {
  return {
    ...wayTo(settings),
    prepare: (document) => prepareSlip(document, settings),
  }
}

function wayTo({ connection, confirms }: PrinterSettings): PrinterWay {
  switch (connection.kind) {
    case 'tcp':
      return openTcpPrinter(connection, tcpTimeouts, confirms)
  }
}
