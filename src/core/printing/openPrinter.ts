import type { Connection } from '../../shared/settings.ts'
import type { Printer } from './printer.ts'
import { openTcpPrinter } from './printers/tcp.ts'

/** The way to a printer. Opening costs nothing: connections are made slip by slip. */
export function openPrinter(connection: Connection): Printer {
  switch (connection.kind) {
    case 'tcp':
      return openTcpPrinter(connection)
  }
}
