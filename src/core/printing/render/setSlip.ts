import type { SlipBlock, SlipDocument } from '../../../shared/model/slip.ts'
import { heightOf, layoutBlock, type PaperLine, type SlipPaper } from './layout.ts'
import type { Replacement } from './replacements.ts'
import type { SafeText } from './safeText.ts'

export interface SetSlip {
  lines: PaperLine[]
  /** Everything that could not be printed as it came, in the order of the slip. */
  replacements: Replacement[]
}

/** Of the paper, what the end of a slip that is cut may take: totals and notes count more than the 400th item. */
const END_SHARE = 0.25

/**
 * A document as the lines that go on paper: each text made safe, laid out in columns, and together no longer than the
 * paper allows. Of a longer slip the beginning and the end are kept, with what its `whenCut` says first and between.
 */
export function setSlip(document: SlipDocument, paper: SlipPaper, safe: (text: string) => SafeText): SetSlip {
  const whole = setUntil(document.blocks, paper.lengthDots, paper, safe)
  if (whole.isWhole) return whole
  const cut = document.whenCut ?? unworded
  const mark = setUntil(cut.mark, Number.POSITIVE_INFINITY, paper, safe)
  const instead = setUntil(cut.instead, Number.POSITIVE_INFINITY, paper, safe)
  const endsAt = startOfEnd(document.blocks, paper, safe)
  const end = setUntil(document.blocks.slice(endsAt), Number.POSITIVE_INFINITY, paper, safe)
  const room = paper.lengthDots - mark.height - instead.height - end.height
  const beginning = setUntil(document.blocks.slice(0, endsAt), room, paper, safe)
  const parts = [mark, beginning, instead, end]
  return {
    lines: parts.flatMap(({ lines }) => lines),
    replacements: parts.flatMap(({ replacements }) => replacements),
  }
}

const dots: SlipBlock = {
  kind: 'text',
  text: '. . .',
  size: 2,
  bold: true,
  align: 'center',
  inverted: true,
  struck: false,
  indent: 0,
}
const unworded: NonNullable<SlipDocument['whenCut']> = { mark: [], instead: [dots] }

/** Sets blocks as long as they fit; nothing behind is looked at. */
function setUntil(
  blocks: readonly SlipBlock[],
  lengthDots: number,
  paper: SlipPaper,
  safe: (text: string) => SafeText,
): SetSlip & { height: number; isWhole: boolean } {
  const lines: PaperLine[] = []
  const replacements: Replacement[] = []
  const clean = (text: string): string => {
    const made = safe(text)
    for (const each of made.replacements) replacements.push(each)
    return made.text
  }
  let height = 0
  for (const block of blocks) {
    for (const line of layoutBlock(cleanBlock(block, clean), paper)) {
      const own = heightOf(line, paper)
      if (height + own > lengthDots) {
        const part = line.kind === 'box' ? shorterBox(line, lengthDots - height, paper) : null
        if (part !== null) lines.push(part)
        return { lines, replacements, height: lengthDots, isWhole: false }
      }
      lines.push(line)
      height += own
    }
  }
  return { lines, replacements, height, isWhole: true }
}

/** As much of a long note as there is room for; null: not one line. */
function shorterBox(box: PaperLine & { kind: 'box' }, roomDots: number, paper: SlipPaper): PaperLine | null {
  let height = heightOf({ kind: 'box', lines: [] }, paper)
  const kept = box.lines.findIndex((line) => {
    height += heightOf({ kind: 'box', lines: [line] }, paper) - heightOf({ kind: 'box', lines: [] }, paper)
    return height > roomDots
  })
  return kept <= 0 ? null : { kind: 'box', lines: box.lines.slice(0, kept) }
}

/** Where the end begins that is kept: at a rule or a box, so that no item is torn from what belongs to it. */
function startOfEnd(blocks: readonly SlipBlock[], paper: SlipPaper, safe: (text: string) => SafeText): number {
  const room = paper.lengthDots * END_SHARE
  let height = 0
  let start = blocks.length
  for (let index = blocks.length - 1; index > 0; index--) {
    const block = blocks[index]
    if (block === undefined) break
    height += setUntil([block], Number.POSITIVE_INFINITY, paper, safe).height
    if (height > room) break
    if (block.kind === 'rule' || block.kind === 'box') start = index
  }
  return start
}

function cleanBlock(block: SlipBlock, clean: (text: string) => string): SlipBlock {
  switch (block.kind) {
    case 'text':
      return { ...block, text: clean(block.text) }
    case 'row':
      // A line feed in a column would tear the row apart.
      return {
        ...block,
        left: clean(block.left).replaceAll('\n', ' '),
        right: clean(block.right).replaceAll('\n', ' '),
      }
    case 'box':
      return { ...block, title: block.title === null ? null : clean(block.title), text: clean(block.text) }
    case 'qr':
      // Never anything but printable ASCII: it is sent as raw data.
      return {
        ...block,
        data: block.data.replace(/[^\x21-\x7e]/g, ''),
        caption: block.caption === null ? null : clean(block.caption),
      }
    case 'barcode':
      return { ...block, data: block.data.replace(/[^\x20-\x7e]/g, '') }
    case 'rule':
      return block
  }
}
