import type { RequestInput } from '../../shared/contract/requests.ts'
import {
  type CodePage,
  type Connection,
  type PrinterSettings,
  USUAL_MAX_SLIP_MM,
} from '../../shared/settings/printer.ts'
import { toNumber } from './sourceDraft.ts'

export const connectionKinds = ['tcp', 'windows', 'cups', 'serial', 'system', 'folder'] as const
export type ConnectionKind = (typeof connectionKinds)[number]
export const flowControls = ['none', 'rtscts', 'xonxoff'] as const
export const pages = ['roll', 'a4'] as const
export const qrWays = ['auto', 'command', 'image'] as const
export const cuts = ['partial', 'full', 'none'] as const

/** A printer as it stands in the form: text, as typed. What belongs to another kind of connection is kept meanwhile. */
export interface PrinterDraft {
  name: string
  kind: ConnectionKind
  host: string
  port: string
  /** Of Windows or CUPS. */
  queue: string
  serialPath: string
  baudRate: string
  flowControl: (typeof flowControls)[number]
  device: string
  page: (typeof pages)[number]
  folderPath: string
  /** Empty: never deleted. */
  keepDays: string
  isFolderShared: boolean
  model: string | null
  mode: PrinterSettings['mode']
  paper: '58' | '80'
  columns: string
  codePage: CodePage
  codePageNumber: string
  cut: (typeof cuts)[number]
  feedLines: string
  qr: (typeof qrWays)[number]
  cancelsKanji: boolean
  /** The longest slip, cm. */
  maxSlipMm: string
  opensDrawer: boolean
  buzzes: boolean
  enabled: boolean
  confirms: PrinterSettings['confirms']
}

export const newPrinterDraft: PrinterDraft = {
  name: '',
  kind: 'tcp',
  host: '',
  port: '9100',
  queue: '',
  serialPath: '',
  baudRate: '9600',
  flowControl: 'none',
  device: '',
  page: 'roll',
  folderPath: '',
  keepDays: '',
  isFolderShared: false,
  model: null,
  mode: 'text',
  paper: '80',
  columns: '',
  codePage: 'cp857',
  codePageNumber: '',
  cut: 'partial',
  feedLines: '4',
  qr: 'auto',
  cancelsKanji: true,
  maxSlipMm: String(USUAL_MAX_SLIP_MM / 10),
  opensDrawer: false,
  buzzes: false,
  enabled: true,
  confirms: 'unknown',
}

export const draftOfPrinter = (printer: PrinterSettings): PrinterDraft => ({
  ...newPrinterDraft,
  ...draftOfConnection(printer.connection),
  name: printer.name,
  model: printer.model,
  mode: printer.mode,
  paper: printer.paperWidthMm === 58 ? '58' : '80',
  columns: printer.columns === null ? '' : String(printer.columns),
  codePage: printer.codePage,
  codePageNumber: printer.codePageNumber === null ? '' : String(printer.codePageNumber),
  cut: printer.cut,
  feedLines: String(printer.feedLines),
  qr: printer.qr,
  cancelsKanji: printer.cancelsKanji,
  maxSlipMm: String(printer.maxSlipMm / 10),
  opensDrawer: printer.opensDrawer,
  buzzes: printer.buzzes,
  enabled: printer.enabled,
  confirms: printer.confirms,
})

/** The fields that say where a printer is. */
export function draftOfConnection(connection: Connection): Partial<PrinterDraft> & Pick<PrinterDraft, 'kind'> {
  switch (connection.kind) {
    case 'tcp':
      return { kind: 'tcp', host: connection.host, port: String(connection.port) }
    case 'windows':
    case 'cups':
      return { kind: connection.kind, queue: connection.queue }
    case 'serial':
      return {
        kind: 'serial',
        serialPath: connection.path,
        baudRate: String(connection.baudRate),
        flowControl: connection.flowControl,
      }
    case 'system':
      return { kind: 'system', device: connection.device, page: connection.page }
    case 'folder':
      return {
        kind: 'folder',
        folderPath: connection.path,
        isFolderShared: connection.isShared === true,
        keepDays: String(connection.keepDays ?? ''),
      }
  }
}

function connectionOf(draft: PrinterDraft): Connection {
  switch (draft.kind) {
    case 'tcp':
      return { kind: 'tcp', host: draft.host.trim(), port: toNumber(draft.port) }
    case 'windows':
    case 'cups':
      return { kind: draft.kind, queue: draft.queue.trim() }
    case 'serial':
      return {
        kind: 'serial',
        path: draft.serialPath.trim(),
        baudRate: toNumber(draft.baudRate),
        flowControl: draft.flowControl,
      }
    case 'system':
      return { kind: 'system', device: draft.device.trim(), page: draft.page }
    case 'folder':
      return {
        kind: 'folder',
        path: draft.folderPath.trim(),
        ...(draft.isFolderShared ? { isShared: true } : {}),
        ...(draft.keepDays.trim() === '' ? {} : { keepDays: toNumber(draft.keepDays) }),
      }
  }
}

export const printerInputOf = (draft: PrinterDraft): RequestInput<'printer.save'>['printer'] => ({
  name: draft.name,
  connection: connectionOf(draft),
  paperWidthMm: draft.paper === '58' ? 58 : 80,
  codePage: draft.codePage,
  codePageNumber: numberOrNull(draft.codePageNumber),
  feedLines: toNumber(draft.feedLines),
  enabled: draft.enabled,
  model: draft.model,
  mode: draft.mode,
  columns: numberOrNull(draft.columns),
  cut: draft.cut,
  qr: draft.qr,
  cancelsKanji: draft.cancelsKanji,
  maxSlipMm: Math.round(toNumber(draft.maxSlipMm) * 10),
  opensDrawer: draft.opensDrawer,
  buzzes: draft.buzzes,
  confirms: draft.confirms,
})

const numberOrNull = (text: string): number | null => (text.trim() === '' ? null : toNumber(text))

/** What can turn it into another printer: whether that one tells when a slip is printed is not known yet. */
const identity = ['kind', 'host', 'port', 'queue', 'serialPath', 'device', 'folderPath', 'model'] as const

export function changeDraft(draft: PrinterDraft, part: Partial<PrinterDraft>): PrinterDraft {
  const isAnother = identity.some((field) => field in part && part[field] !== draft[field])
  return { ...draft, ...(isAnother ? { confirms: 'unknown' as const } : {}), ...part }
}

/** Whether it is told in ESC/POS what to print: the others get a drawn page, without code pages, knife or drawer. */
export const isReceiptPrinter = (kind: ConnectionKind): boolean => kind !== 'system' && kind !== 'folder'

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

/** As printers' own manuals call them. */
export const codePageNames: Readonly<Record<CodePage, string>> = {
  cp857: 'CP857',
  windows1254: 'Windows-1254',
  'iso8859-9': 'ISO 8859-9',
}
