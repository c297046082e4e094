import type { CodePage } from '../../shared/settings/printer.ts'

/** As printers' own manuals call them. */
export const codePageNames: Readonly<Record<CodePage, string>> = {
  cp857: 'CP857',
  windows1254: 'Windows-1254',
  'iso8859-9': 'ISO 8859-9',
}
