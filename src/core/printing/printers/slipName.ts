import type { SlipDocument } from '../../../shared/model/slip.ts'

const LONGEST = 40

/**
 * What a slip is called where it becomes a file: its order's number or code, else its heading. Safe as a part of a
 * file's name on every system, and nothing of the customer: both stand at the head of a slip.
 */
export function slipName({ blocks }: Pick<SlipDocument, 'blocks'>): string {
  const texts = blocks.flatMap((block) => (block.kind === 'text' ? [block] : []))
  const number = texts.find(({ text }) => /^#\S/.test(text))
  const heading = number ?? texts.find(({ size }) => size === 3) ?? texts[0]
  const name = (heading?.text ?? '')
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, '')
  return name === '' ? 'fis' : name
}
