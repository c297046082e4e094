import type { PrinterSettings } from '../../../shared/settings/printer.ts'
import { noHabits, type PrinterHabits } from '../../../shared/model/printerHabits.ts'
import type { SlipDocument } from '../../../shared/model/slip.ts'
import { drawSlipPng } from '../render/drawSlip.ts'
import { encodeSlip } from '../render/escpos.ts'
import { slipPage } from '../render/html.ts'
import { drawSlipPdf } from '../render/pdf.ts'
import { profileOf } from '../render/profiles.ts'
import { encodeRasterSlip } from '../render/raster.ts'
import { noteReplacements } from '../render/replacements.ts'
import { slipFileName } from '../render/slipFileName.ts'
import { openCupsPrinter } from './cups.ts'
import { openFolderPrinter } from './folder.ts'
import type { Payload, PayloadOf, PreparedSlip, Printer, PrinterTransport } from './printer.ts'
import { openSerialPrinter } from './serial.ts'
import { openSystemPrinter, type PageHost } from './system.ts'
import { openTcpPrinter, type TcpTimeouts, tcpTimeouts } from './tcp.ts'
import { openWindowsPrinter } from './windows.ts'

/**
 * A printer as set. Opening costs nothing: connections are made slip by slip.
 *
 * @param host what prints pages on ordinary printers; without it they answer `systemPrintingUnavailable`
 * @param learnt what is known of it from earlier
 * @param timeouts of a printer on TCP: the test slip is more patient
 */
export function openPrinter(
  settings: PrinterSettings,
  host: PageHost = {},
  learnt: PrinterHabits | null = null,
  timeouts: TcpTimeouts = tcpTimeouts,
): Printer {
  const { connection } = settings
  const habits = learnt ?? habitsOfTest(settings)
  switch (connection.kind) {
    case 'tcp':
      return join(settings, openTcpPrinter(connection, timeouts, habits), renderEscpos)
    case 'windows':
      return join(settings, openWindowsPrinter(connection), renderEscpos)
    case 'cups':
      return join(settings, openCupsPrinter(connection), renderEscpos)
    case 'serial':
      return join(
        settings,
        openSerialPrinter(connection, habits.answersStatus ?? (habits.echoesIds || null)),
        renderEscpos,
      )
    case 'system':
      return join(settings, openSystemPrinter(connection, host), (document) =>
        renderPage(document, settings, connection.page),
      )
    case 'folder':
      return join(settings, openFolderPrinter(connection), renderFiles)
  }
}

/** What the test slip has taught. */
const habitsOfTest = ({ confirms }: PrinterSettings): PrinterHabits => ({
  ...noHabits,
  echoesIds: confirms === 'unknown' ? null : confirms === 'ids',
})

type Render<K extends Payload['kind']> = (
  document: SlipDocument,
  settings: PrinterSettings,
) => Promise<PreparedSlip<PayloadOf<K>>>

function join<K extends Payload['kind']>(
  settings: PrinterSettings,
  transport: PrinterTransport<K>,
  render: Render<K>,
): Printer {
  const isTaken = (payload: Payload): payload is PayloadOf<K> => payload.kind === transport.takes
  return {
    prepare: (document) => render(document, settings),
    check: (signal) => transport.check(signal),
    habits: () => transport.habits?.() ?? null,
    send: async (payload, signal, isSilenceAccepted = false) =>
      isTaken(payload)
        ? transport.send(payload, signal, isSilenceAccepted)
        : { kind: 'notSent', problem: { code: 'internal' }, isHeld: false, said: `takes no ${payload.kind}` },
  }
}

/** As text in a code page, or as a picture, as the printer is set. */
const renderEscpos: Render<'escpos'> = async (document, settings) => {
  const encoded =
    settings.mode === 'raster' ? await encodeRasterSlip(document, settings) : encodeSlip(document, settings)
  return { payload: { kind: 'escpos', bytes: encoded.bytes }, note: noteReplacements(encoded.replacements) }
}

async function renderPage(
  document: SlipDocument,
  settings: PrinterSettings,
  page: 'roll' | 'a4',
): Promise<PreparedSlip<PayloadOf<'page'>>> {
  const drawn = await slipPage(document, { page, paperWidthMm: settings.paperWidthMm, ...profileOf(settings) })
  return { payload: { kind: 'page', ...drawn }, note: null }
}

const renderFiles: Render<'files'> = async (document, settings) => {
  const profile = profileOf(settings)
  const name = slipFileName(document.name)
  const [png, pdf] = [await drawSlipPng(document, profile), await drawSlipPdf(document, profile, name)]
  return { payload: { kind: 'files', name, png, pdf }, note: null }
}
