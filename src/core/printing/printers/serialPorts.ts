import type { FoundPrinter } from '../../../shared/settings/printer.ts'

/** Most receipt printers come set to this; others are set by their DIP switches. */
const COMMON_BAUD_RATE = 9600

/** Serial ports of this computer. @throws when they cannot be listed. */
export async function findSerialPorts(): Promise<FoundPrinter[]> {
  const { SerialPort } = await import('serialport')
  const ports = await SerialPort.list()
  return ports.map(({ path, manufacturer, serialNumber }) => ({
    name: path,
    connection: { kind: 'serial', path, baudRate: COMMON_BAUD_RATE, flowControl: 'none' },
    detail: [manufacturer, serialNumber].filter(Boolean).join(' ') || null,
  }))
}
