import type { PrinterSettings } from '../../../shared/settings/printer.ts'
import type { SlipDocument } from '../../../shared/model/slip.ts'
import { encodeSlip } from './escpos.ts'
import type { PreparedSlip } from '../printers/printer.ts'
import { encodeRasterSlip } from './raster.ts'

/** A slip as the bytes an ESC/POS printer takes, as text or as a picture, as it is set. */
export async function prepareSlip(document: SlipDocument, settings: PrinterSettings): Promise<PreparedSlip> {
  return settings.mode === 'raster' ? encodeRasterSlip(document, settings) : encodeSlip(document, settings)
}
