import type { SlipBlock } from '../src/shared/model/slip.ts'

interface TextLook {
  size: number
  tall: boolean
  bold: boolean
  isCentered: boolean
  isInverted: boolean
}

/** What every receipt library can be asked for. */
export interface ReceiptSink {
  text(text: string, look: TextLook): unknown
  row(left: string, right: string): unknown
  rule(): unknown
  qr(data: string): unknown
}

const plain: TextLook = { size: 1, tall: false, bold: false, isCentered: false, isInverted: false }

/** The same content for a library that knows no slip documents: a frame becomes a rule above and below. */
export function addTo(blocks: readonly SlipBlock[], sink: ReceiptSink): void {
  for (const block of blocks) {
    switch (block.kind) {
      case 'text': {
        const { size, tall = false, bold, align, inverted, indent } = block
        sink.text(' '.repeat(indent) + block.text, {
          size,
          tall,
          bold,
          isCentered: align === 'center',
          isInverted: inverted,
        })
        break
      }
      case 'row':
        sink.row(block.left, block.right)
        break
      case 'box':
        sink.rule()
        if (block.title !== null) sink.text(block.title, { ...plain, bold: true })
        sink.text(block.text, { ...plain, tall: true })
        sink.rule()
        break
      case 'rule':
        sink.rule()
        break
      case 'barcode':
        break
      case 'qr':
        sink.qr(block.data)
        if (block.caption !== null) sink.text(block.caption, { ...plain, isCentered: true })
        break
    }
  }
}
