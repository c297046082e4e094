/** What a receipt printer would have put on paper, and all else that a job made it do. */
export interface Paper {
  items: PaperItem[]
  cuts: number
  /** Pulses to the cash drawer: a slip must never have one. */
  drawerKicks: number
  /** Calls of the buzzer: neither from a text. */
  beeps: number
  /** Numbers of `ESC t n`, in order. */
  codePages: number[]
  /** Completion ids asked for with GS ( H, as text. */
  completionIds: string[]
  /** Bytes nobody could read, by their place in the job. */
  unknown: { offset: number; hex: string }[]
  /** Lines wider than the paper: a real printer breaks them anywhere. */
  tooWide: string[]
}

export type PaperItem =
  | { kind: 'line'; runs: Run[]; align: Align; lineSpacing: number | null }
  | { kind: 'qr'; data: string; moduleDots: number; align: Align }
  /** Code 128. */
  | { kind: 'barcode'; data: string; moduleDots: number; heightDots: number; align: Align }
  /** A picture: rows of dots, eight a byte, 1 is black. */
  | { kind: 'image'; width: number; rows: number; dots: Uint8Array }
  | { kind: 'cut' }

export type Align = 'left' | 'center' | 'right'

export interface Run {
  text: string
  /** Multiples of a letter's cell, 1-8. */
  width: number
  height: number
  bold: boolean
  inverted: boolean
  underlined: boolean
}

/** The columns a line takes, at the width of plain letters. */
export const columnsUsed = (runs: readonly Run[]): number =>
  runs.reduce((sum, run) => sum + run.text.length * run.width, 0)

/** The paper as text lines, for a person or a snapshot: `[QR …]`, `----8<----` where it is cut. */
export function paperText(paper: Paper): string {
  const lines = paper.items.map((item) => {
    if (item.kind === 'cut') return '----8<----'
    if (item.kind === 'qr') return `[QR ${item.data}]`
    if (item.kind === 'barcode') return `[BARCODE ${item.data}]`
    if (item.kind === 'image') return `[${item.width} x ${item.rows} dots]`
    return item.runs
      .map((run) => run.text)
      .join('')
      .trimEnd()
  })
  return `${lines.join('\n')}\n`
}

/** Nothing to see on it. */
export const isBlank = (paper: Paper): boolean =>
  paper.items.every(
    (item) =>
      item.kind === 'cut' ||
      (item.kind === 'line' && item.runs.every((run) => run.text.trim() === '')) ||
      (item.kind === 'image' && item.dots.every((byte) => byte === 0)),
  )
