import type { DayReport, ReportCount } from '../../../shared/model/report.ts'
import type { Language } from '../../../shared/settings/settings.ts'
import type { SlipBlock, SlipDocument } from '../../../shared/model/slip.ts'
import { sayFinding, sayGap, sayReconciliation, sayWatch } from '../../../shared/words/proofWords.ts'
import { type ReportWords, resources } from '../../../shared/words/index.ts'
import { band, lira, row, rule, text, upper, whenCut } from './slipBlocks.ts'
import { businessDayOf, formatClock, formatDateTime, spellDay } from '../../../shared/model/istanbulTime.ts'

export interface ReportSlipOptions {
  nowMs: number
  computerName: string
  language: Language
  /** When the shop's day ends: `05:00`. */
  dayEndsAt: string
}

/** The end-of-day report on paper: how much, whether all went well, and what is to be collected. Pure. */
export function composeReport(report: DayReport, options: ReportSlipOptions): SlipDocument {
  const { nowMs, computerName, language, dayEndsAt } = options
  const words = resources[language].reportSlip
  const noonMs = Date.parse(`${report.dayIso}T12:00:00+03:00`)
  const isDayOver = businessDayOf(report.countedAtMs, dayEndsAt) !== report.dayIso
  const printed = [formatDateTime(nowMs), computerName].filter((part) => part.trim() !== '').join(' - ')
  return {
    name: `${words.title} ${report.dayIso}`,
    whenCut: whenCut(resources[language].slip),
    blocks: [
      band(words.title, 2),
      text(formatDateTime(noonMs).slice(0, 10), { size: 2, bold: true, align: 'center' }),
      text(upper(spellDay(noonMs, language)), { bold: true, align: 'center' }),
      ...(isDayOver
        ? []
        : [text(`${words.soFar} (${formatClock(report.countedAtMs)})`, { align: 'center', bold: true })]),
      rule,
      row(words.orders, String(report.orderCount), { tall: true, bold: true }),
      row(words.sales, lira(report.totalKurus), { tall: true, bold: true }),
      ...report.foreignTotals.map(({ currency, orderCount, total }) =>
        row(`${orderCount}\u00A0x ${words.foreign}`, lira(total, currency)),
      ),
      ...breakdown(words.bySource, report.bySource, words),
      ...breakdown(words.byChannel, report.byChannel, words),
      ...proofBlocks(report, words),
      ...listeningBlocks(report, language),
      ...collectBlocks(report, words),
      ...unresolvedBlocks(report, words),
      rule,
      text(printed, { align: 'center' }),
    ],
  }
}

const heading = (content: string): SlipBlock => text(content, { bold: true, align: 'center' })

function breakdown(title: string, counts: readonly ReportCount[], words: ReportWords): SlipBlock[] {
  if (counts.length === 0) return []
  return [
    rule,
    heading(title),
    ...counts.map(({ name, orderCount, cancelledCount, totalKurus }) => {
      const cancelled = cancelledCount > 0 ? ` (${cancelledCount} ${words.cancelledShort})` : ''
      return row(`${orderCount}\u00A0x ${name}${cancelled}`, totalKurus === null ? '' : lira(totalKurus))
    }),
  ]
}

function proofBlocks(report: DayReport, words: ReportWords): SlipBlock[] {
  const { longestWait } = report
  return [
    rule,
    heading(words.proof),
    row(words.acknowledged, `${report.acknowledgedCount}\u00A0/\u00A0${report.alertCount}`),
    row(words.printed, `${report.printedCount}\u00A0/\u00A0${report.orderCount}`),
    row(words.copies, String(report.copyCount)),
    row(words.cancelled, String(report.cancelledCount)),
    ...(longestWait === null
      ? []
      : [row(words.longestWait, duration(longestWait.waitMs, words)), text(longestWait.orderLabel, { indent: 2 })]),
  ]
}

/** How far the day was listened to: what the counts above may be taken for. */
function listeningBlocks({ proof }: DayReport, language: Language): SlipBlock[] {
  const words = resources[language].proof
  if (proof.length === 0) return [rule, text(words.nobody, { align: 'center', bold: true })]
  return [
    rule,
    heading(resources[language].reportSlip.listening),
    ...proof.flatMap((source) => [
      text(source.name, { bold: true }),
      text(sayWatch(words, source), { indent: 2 }),
      ...source.gaps.map((gap) => text(sayGap(words, gap), { indent: 4 })),
      text(sayReconciliation(words, source), { indent: 2 }),
      ...(source.reconciliation?.findings ?? []).map((found) =>
        text(`${found.label}: ${sayFinding(words, found, (kurus, currency) => lira(kurus, currency ?? undefined))}`, {
          indent: 4,
        }),
      ),
    ]),
  ]
}

function collectBlocks({ toCollect, paidOnlineKurus }: DayReport, words: ReportWords): SlipBlock[] {
  const { cashKurus, cardKurus, mealCardKurus, otherKurus, unknownKurus } = toCollect
  const optional = (name: string, kurus: number): SlipBlock[] => (kurus === 0 ? [] : [row(name, lira(kurus))])
  return [
    rule,
    heading(words.toCollect),
    row(words.cash, lira(cashKurus), { tall: true, bold: true }),
    row(words.card, lira(cardKurus), { tall: true }),
    ...optional(words.mealCard, mealCardKurus),
    ...optional(words.other, otherKurus),
    ...optional(words.unknown, unknownKurus),
    row(words.sum, lira(cashKurus + cardKurus + mealCardKurus + otherKurus + unknownKurus), { tall: true, bold: true }),
    ...optional(words.paidOnline, paidOnlineKurus),
  ]
}

function unresolvedBlocks({ unresolvedSlips }: DayReport, words: ReportWords): SlipBlock[] {
  if (unresolvedSlips.length === 0) return [rule, text(words.noneUnresolved, { align: 'center' })]
  return [
    rule,
    band(`${words.unresolved}: ${unresolvedSlips.length}`, 1),
    ...unresolvedSlips.map((slip) => row(`${formatClock(slip.wantedAtMs)} ${slip.orderLabel}`, slip.printerName)),
  ]
}

/** `12 dk 05 sn` */
function duration(waitMs: number, words: ReportWords): string {
  const seconds = Math.round(waitMs / 1000)
  const minutes = Math.floor(seconds / 60)
  if (minutes === 0) return `${seconds}\u00A0${words.seconds}`
  return `${minutes}\u00A0${words.minutes}\u00A0${String(seconds % 60).padStart(2, '0')}\u00A0${words.seconds}`
}
