import { expect, it } from 'vitest'
import { applyProvision, readProvision } from '../../../../src/core/settings/provision.ts'
import { defaultSettings, settingsSchema } from '../../../../src/shared/settings/settings.ts'

/** An installer's file may name every way to a printer, and no word in it can become more than a name. */

const ways = [
  { kind: 'tcp', host: '192.168.1.50', port: 9100 },
  { kind: 'windows', queue: 'EPSON TM-T20III Receipt (Kasa)' },
  { kind: 'cups', queue: 'Mutfak_2@kasa.local' },
  { kind: 'serial', path: 'COM3', baudRate: 9600, flowControl: 'rtscts' },
  { kind: 'serial', path: '/dev/ttyUSB0', baudRate: 115_200, flowControl: 'none' },
  { kind: 'system', device: 'Ofis Yazıcısı', page: 'a4' },
  { kind: 'folder', path: 'C:\\Fişler' },
]

const fileWith = (connection: unknown): string => JSON.stringify({ printers: [{ name: 'Kasa', connection }] })

it.each(ways)('$kind can be provisioned', (connection) => {
  const read = readProvision(fileWith(connection))
  if (!read.ok) throw new Error(JSON.stringify(read.error))
  const { settings } = applyProvision(defaultSettings, read.value)
  expect(settings.printers.map((printer) => printer.connection)).toEqual([connection])
  expect(settingsSchema.safeParse(settings).success).toBe(true)
})

it.each([
  ['a way there is none of', { kind: 'usb', path: 'x' }, 'kind'],
  ['a queue that is an option of lp', { kind: 'cups', queue: '-o' }, 'queue'],
  ['a queue with a space', { kind: 'cups', queue: 'kasa -o raw' }, 'queue'],
  ['a port that is no port', { kind: 'serial', path: '/etc/passwd', baudRate: 9600, flowControl: 'none' }, 'path'],
  ['a speed that is none', { kind: 'serial', path: 'COM3', baudRate: 5, flowControl: 'none' }, 'baudRate'],
  ['a nameless queue', { kind: 'windows', queue: '' }, 'queue'],
  ['a page of no paper', { kind: 'system', device: 'Ofis', page: 'letter' }, 'page'],
] as const)('refuses %s, and says which field it is', (_name, connection, field) => {
  const read = readProvision(fileWith(connection))
  expect(read).toMatchObject({
    ok: false,
    error: { code: 'invalidRequest', field: { path: `printers.0.connection.${field}` } },
  })
})
