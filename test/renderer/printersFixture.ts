import type { RequestOutput } from '../../src/shared/contract/requests.ts'
import type { FoundPrinter } from '../../src/shared/settings/printer.ts'

export const foundPrinters: FoundPrinter[] = [
  {
    name: 'EPSON TM-T20III Receipt',
    connection: { kind: 'cups', queue: 'EPSON_TM_T20III' },
    detail: 'usb://EPSON/TM-T20III',
  },
  { name: 'Zebra ofis', connection: { kind: 'cups', queue: 'ofis' }, detail: null },
  {
    name: '/dev/ttyUSB0',
    connection: { kind: 'serial', path: '/dev/ttyUSB0', baudRate: 19_200, flowControl: 'none' },
    detail: 'Prolific PL2303',
  },
]

export const printerModels: RequestOutput<'printerModels.list'> = [
  { id: 'bixolon-srp350', name: 'Bixolon SRP-350', columns: 42, hasCutter: true, codePages: ['cp857'] },
  { id: 'epson-tm-t20iii', name: 'Epson TM-T20III', columns: 48, hasCutter: true, codePages: ['cp857', 'windows1254'] },
  { id: 'epson-tm-t88vi', name: 'Epson TM-T88VI', columns: 42, hasCutter: true, codePages: ['cp857', 'windows1254'] },
  { id: 'pos-5890', name: '58 mm (POS-5890 ve benzerleri)', columns: 32, hasCutter: false, codePages: [] },
  {
    id: 'xprinter-xp-t80q',
    name: 'Xprinter XP-T80Q',
    columns: 48,
    hasCutter: true,
    codePages: ['cp857', 'windows1254'],
  },
]

export const pageCandidates: RequestOutput<'printer.codePageSlip'>['candidates'] = [13, 61, 29, 91, 32, 43, 48].map(
  (number, index) => ({
    choice: index + 1,
    number,
    codePage: index % 2 === 0 ? 'cp857' : 'windows1254',
  }),
)
