import type { Problem } from '../../shared/contract/problems.ts'
import { type FieldWords, TextField } from './Field.tsx'
import type { PrinterDraft } from './printerDraft.ts'

/** What each part of the printer's form is given. */
export interface PrinterPartProps {
  draft: PrinterDraft
  problem: Problem | null
  change(part: Partial<PrinterDraft>): void
}

type TextName = {
  [N in keyof PrinterDraft]: string extends PrinterDraft[N] ? (PrinterDraft[N] extends string ? N : never) : never
}[keyof PrinterDraft]

const numeric: ReadonlySet<string> = new Set([
  'port',
  'baudRate',
  'columns',
  'codePageNumber',
  'feedLines',
  'maxSlipMm',
])
/** As the core names them in a fault, where one of its names stands for two fields here. */
const nameInFault: Partial<Record<TextName, string>> = { serialPath: 'path', folderPath: 'path' }
const wordsFor: Partial<Record<TextName, FieldWords>> = { serialPath: 'serialPath', folderPath: 'folderPath' }

interface PrinterTextProps extends PrinterPartProps {
  name: TextName
  label: string
  hint?: string | undefined
}

export function PrinterText({ draft, problem, change, name, label, hint }: PrinterTextProps) {
  return (
    <TextField
      name={nameInFault[name] ?? name}
      label={label}
      hint={hint}
      problem={problem}
      words={wordsFor[name]}
      value={draft[name]}
      inputMode={numeric.has(name) ? 'numeric' : undefined}
      onChange={(text) => change({ [name]: text })}
    />
  )
}
