import type { Connection, PrinterSettings } from '../../shared/settings.ts'
import { encodeSlip } from './escpos.ts'
import type { Printer, PrinterWay } from './printer.ts'
import { openTcpPrinter } from './printers/tcp.ts'

/** A printer as set. Opening costs nothing: connections are made slip by slip. */
export function openPrinter(settings: PrinterSettings): Printer {
  return {
    ...wayTo(settings.connection),
    prepare: async (document) => encodeSlip(document, settings).bytes,
  }
}

function wayTo(connection: Connection): PrinterWay {
  switch (connection.kind) {
    case 'tcp':
      return openTcpPrinter(connection)
  }
}
