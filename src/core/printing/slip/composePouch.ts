import { differenceOf, isEven } from '../../../shared/model/courierAccount.ts'
import { type DoorMoney, doorPurses, type Pouch, type Shift } from '../../../shared/model/dispatch.ts'
import { formatDateTime } from '../../../shared/model/istanbulTime.ts'
import type { SlipBlock, SlipDocument } from '../../../shared/model/slip.ts'
import { resources, type SlipWords } from '../../../shared/words/index.ts'
import { type CourierSlipOptions, courierFoot, courierHead } from './composeTour.ts'
import { band, lira, row, rule, text, whenCut } from './slipBlocks.ts'

/**
 * A counted account: expected against counted, the difference with its reason, and of a correction what it corrects. Pure.
 *
 * @param counts the closing and its corrections up to the one that this slip is of, oldest first
 * @param shift null: it is on record no more
 */
export function composePouch(
  counts: readonly [Pouch, ...Pouch[]],
  shift: Pick<Shift, 'beganAtMs' | 'endedAtMs' | 'floatKurus'> | null,
  options: CourierSlipOptions,
): SlipDocument {
  const words = resources[options.language].slip
  const latest = counts.at(-1) ?? counts[0]
  const title = latest.correctsId === null ? words.pouch.title : words.pouch.correction
  const since = shift === null ? [] : [text(`${words.pouch.since}: ${formatDateTime(shift.beganAtMs)}`)]
  const change = shift === null || shift.floatKurus === 0 ? [] : [row(words.pouch.float, lira(shift.floatKurus))]
  return {
    name: `${title} ${latest.courierName}`,
    whenCut: whenCut(words),
    signals: { drawer: false, buzzer: false },
    blocks: [
      ...courierHead(title, latest.courierName, options, words),
      rule,
      ...since,
      row(words.pouch.delivered, String(latest.deliveredCount)),
      ...change,
      ...counts.flatMap((count, index) => countBlocks(count, index, words)),
      rule,
      text(words.pouch.signature),
      text(' '),
      text(' '),
      ...courierFoot(options, words),
    ],
  }
}

function countBlocks(pouch: Pouch, index: number, words: SlipWords): SlipBlock[] {
  const difference = differenceOf(pouch)
  const what = index === 0 ? words.pouch.counting : `${index}. ${words.pouch.correction}`
  return [
    rule,
    text(`${what} - ${formatDateTime(pouch.closedAtMs)}`, { bold: true }),
    ...doorPurses.flatMap((purse) => purseBlocks(purse, pouch, words)),
    ...(isEven(difference)
      ? [text(words.pouch.even, { tall: true, bold: true, align: 'center' })]
      : [band(words.pouch.differs, 1), ...doorPurses.flatMap((purse) => differenceBlocks(purse, difference, words))]),
    ...(pouch.reason === null ? [] : [text(`${words.reason}: ${pouch.reason}`, { bold: true })]),
  ]
}

/** Of a purse that nothing was in or expected, nothing is said; of cash always. */
function purseBlocks(purse: keyof DoorMoney, { expected, counted }: Pouch, words: SlipWords): SlipBlock[] {
  if (purse !== 'cash' && expected[purse] === 0 && counted[purse] === 0) return []
  return [
    text(words.purses[purse], { bold: true }),
    row(`  ${words.pouch.expected}`, lira(expected[purse])),
    row(`  ${words.pouch.counted}`, lira(counted[purse]), { tall: true, bold: true }),
  ]
}

function differenceBlocks(purse: keyof DoorMoney, difference: DoorMoney, words: SlipWords): SlipBlock[] {
  const kurus = difference[purse]
  if (kurus === 0) return []
  const sign = kurus > 0 ? '+' : ''
  const word = kurus > 0 ? words.pouch.over : words.pouch.missing
  return [row(`${words.purses[purse]} ${word}`, `${sign}${lira(kurus)}`, { tall: true, bold: true })]
}
