import type { SlipBlock, SlipDocument } from '../../shared/model/slip.ts'
import { Barcode } from './Barcode.tsx'
import { QrCode } from './QrCode.tsx'

/** Character columns of a receipt printer's font at size 1. */
const usualColumns = { 58: 32, 80: 48 } as const

interface SlipPreviewProps {
  slip: SlipDocument
  paperWidthMm: 58 | 80
  /** The printer's own, where they are not the usual ones of its paper. */
  columns?: number | null
}

/** The slip as paper: the same document that the printer encodes, in the printer's own columns. */
export function SlipPreview({ slip, paperWidthMm, columns = null }: SlipPreviewProps) {
  return (
    <div className="slip" data-paper={paperWidthMm}>
      <div className="slip__paper" style={{ width: `${columns ?? usualColumns[paperWidthMm]}ch` }}>
        {slip.blocks.map((block, index) => (
          <Block key={`${index} ${block.kind}`} block={block} />
        ))}
      </div>
    </div>
  )
}

function Block({ block }: { block: SlipBlock }) {
  switch (block.kind) {
    case 'rule':
      return <hr className="slip__rule" />
    case 'qr':
      return <QrCode data={block.data} caption={block.caption} />
    case 'barcode':
      return <Barcode data={block.data} />
    case 'box':
      return (
        <div className="slip__box" data-size={block.size} data-tall={block.tall || undefined}>
          {block.title !== null && <strong>{block.title}</strong>}
          <span>{block.text}</span>
        </div>
      )
    case 'row':
      return (
        <p
          className="slip__row"
          data-size={block.size}
          data-tall={block.tall || undefined}
          data-bold={block.bold || undefined}
          data-struck={block.struck || undefined}
        >
          <span>{block.left}</span>
          <span>{block.right}</span>
        </p>
      )
    case 'text':
      return (
        <p
          className="slip__text"
          data-size={block.size}
          data-tall={block.tall || undefined}
          data-align={block.align}
          data-bold={block.bold || undefined}
          data-inverted={block.inverted || undefined}
          data-struck={block.struck || undefined}
          style={{ paddingInlineStart: `${block.indent / block.size}ch` }}
        >
          <span>{block.text}</span>
        </p>
      )
  }
}
