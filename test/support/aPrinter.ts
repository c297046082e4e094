import { type PrinterSettings, printerSettingsSchema } from '../../src/shared/settings/printer.ts'

/** A printer's settings as most shops have them, with whatever a test cares about laid over them. */
export const aPrinter = (
  given: Partial<PrinterSettings> & Pick<PrinterSettings, 'id' | 'connection'>,
): PrinterSettings =>
  printerSettingsSchema.parse({
    name: given.id,
    paperWidthMm: 80,
    codePage: 'cp857',
    codePageNumber: null,
    feedLines: 3,
    enabled: true,
    ...given,
  })
