import type { SlipBlock, SlipDocument } from '../../../shared/model/slip.ts'
import type { Replacement } from './replacements.ts'
import type { SafeText } from './safeText.ts'

/** Every text of a document made safe by the same rule, and all that was replaced, in the order of the slip. */
export function cleanDocument(
  document: SlipDocument,
  safe: (text: string) => SafeText,
): { blocks: SlipBlock[]; replacements: Replacement[] } {
  const replacements: Replacement[] = []
  const clean = (text: string): string => {
    const made = safe(text)
    if (made.replacements.length > 0) replacements.push(...made.replacements)
    return made.text
  }
  return { blocks: document.blocks.map((block) => cleanBlock(block, clean)), replacements }
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
    case 'rule':
      return block
  }
}
