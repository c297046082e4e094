import type { PracticeLine, PracticePacket } from './packet.ts'

/** One line's sums, integer kuruş. `gross` is what the line costs; content of a menu is inside its menu. */
export interface LineSums {
  base: number
  options: number
  gross: number
}

interface Priced {
  quantity: number
  unitPriceKurus: number
  options: { priceKurus: number }[]
  extraKurus: number
  discountKurus: number
  content?: Priced[]
}

export function lineSums(line: Priced): LineSums {
  const optionsOfOne =
    sum(line.options.map((option) => option.priceKurus)) +
    sum((line.content ?? []).map((part) => sum(part.options.map((option) => option.priceKurus)) * part.quantity))
  const base = Math.round(line.unitPriceKurus * line.quantity)
  const options = Math.round(optionsOfOne * line.quantity)
  return { base, options, gross: base + options + line.extraKurus - line.discountKurus }
}

export const activeLines = (packet: PracticePacket): PracticeLine[] =>
  packet.lines.filter((line) => line.cancelled === null)

/** The bill before its discount. */
export const grossKurus = (packet: PracticePacket): number =>
  packet.totalKurus ?? sum(activeLines(packet).map((line) => lineSums(line).gross))

/** Money received so far, without what went on the customer's account. */
export const receivedKurus = (packet: PracticePacket): number =>
  sum(packet.payments.filter((payment) => !payment.isDebit).map((payment) => payment.amountKurus))

/** What an amount of kuruş is as the decimal number both vendors send. */
export const lira = (kurus: number): number => Number((kurus / 100).toFixed(2))

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0)
