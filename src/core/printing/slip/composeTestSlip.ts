import type { Language } from '../../../shared/settings/settings.ts'
import type { SlipDocument } from '../../../shared/model/slip.ts'
import { band, row, rule, text } from './slipBlocks.ts'
import { formatDateTime } from '../../../shared/model/istanbulTime.ts'
import { resources } from '../../../shared/words/index.ts'

/** What "test print" sends: whether every Turkish letter, size, column and the cut come out right. */
export function composeTestSlip(options: {
  nowMs: number
  computerName: string
  printerName: string
  language: Language
}): SlipDocument {
  const words = resources[options.language].slip
  return {
    name: words.testSlip,
    blocks: [
      band(words.testSlip, 2),
      text(options.printerName, { bold: true, align: 'center' }),
      rule,
      text('ABCÇDEFGĞHIİJKLMNOÖPRSŞTUÜVYZ'),
      text('abcçdefgğhıijklmnoöprsştuüvyz'),
      text('âîû ÂÎÛ 0123456789 ₺', { tall: true }),
      text('ĞÜŞİÖÇ ğüşıöç', { size: 2, bold: true }),
      text('ĞÜŞİÖÇ', { size: 3, bold: true }),
      row(words.total, '1.234,50\u00A0TL', { tall: true, bold: true }),
      rule,
      // In the way that is set: what a phone does not read here it will not read on an order either.
      { kind: 'qr', data: 'TEZGAH', caption: words.qrTest },
      rule,
      text(`${formatDateTime(options.nowMs)} - ${options.computerName}`, { align: 'center' }),
    ],
    // Whoever tests stands beside it, and wants to know whether they work.
    signals: { drawer: true, buzzer: true },
  }
}
