import { stringify } from 'csv-stringify/sync'
import { PLATFORM_COURIER } from '../../shared/model/dispatch.ts'
import { istanbulWall } from '../../shared/model/istanbulTime.ts'
import type { LedgerRow } from '../../shared/model/ledgerPage.ts'
import type { Language } from '../../shared/settings/settings.ts'
import { resources, type Words } from '../../shared/words/index.ts'

/** A cell by what it is: only what somebody may have typed is made harmless. */
type Cell =
  | { text: string | null }
  | { phone: string | null }
  | { kurus: number | null; foreignCurrency: string | null }
  | { atMs: number | null }
  | { count: number }

type CsvWords = Words['ledger']['csv']

const columns: readonly [keyof CsvWords, (row: LedgerRow, words: Words) => Cell][] = [
  ['number', ({ number }) => ({ text: number })],
  ['code', ({ code }) => ({ text: code })],
  ['source', ({ sourceName }) => ({ text: sourceName })],
  ['channel', ({ channel }) => ({ text: channel.name })],
  ['type', ({ type }, words) => ({ text: words.ledger.type[type] })],
  ['outcome', ({ outcome }, words) => ({ text: words.ledger.outcome[outcome] })],
  ['created', ({ createdAtMs }) => ({ atMs: createdAtMs })],
  ['seen', ({ seenAtMs }) => ({ atMs: seenAtMs })],
  ['alerted', ({ alertedAtMs }) => ({ atMs: alertedAtMs })],
  ['acknowledged', ({ acknowledgedAtMs }) => ({ atMs: acknowledgedAtMs })],
  ['acknowledgedHow', ({ acknowledgedBy: by }, words) => ({ text: by === null ? null : words.acknowledgeHow[by.how] })],
  ['acknowledgedAtCounter', ({ acknowledgedBy: by }) => ({ text: by?.counterName ?? null })],
  ['slip', ({ slip }, words) => ({ text: slip === null ? null : words.ledger.slip[slip.state] })],
  ['slipAt', ({ slip }) => ({ atMs: slip?.atMs ?? null })],
  ['copies', ({ slip }) => ({ count: slip?.copies ?? 0 })],
  ['changes', ({ changeCount }) => ({ count: changeCount })],
  ['handed', ({ handedOver }) => ({ atMs: handedOver?.atMs ?? null })],
  ['handedTo', ({ handedOver }, words) => ({ text: handedOver === null ? null : courierName(handedOver, words) })],
  ['gone', ({ goneAtMs }) => ({ atMs: goneAtMs })],
  ['total', ({ totalKurus, foreignCurrency }) => ({ kurus: totalKurus, foreignCurrency })],
  ['customer', ({ customerName }) => ({ text: customerName })],
  ['phone', ({ phone }) => ({ phone })],
  ['region', ({ region }) => ({ text: region })],
  ['courier', ({ courier }) => ({ text: courier })],
]

const courierName = (to: NonNullable<LedgerRow['handedOver']>, words: Words): string =>
  to.courierId === PLATFORM_COURIER ? words.courier.platform : to.courierName

/** A spreadsheet takes a cell that begins so for a formula. */
const FORMULA = /^[=+\-@\t\r\n]/
/** A number to be called is none, and its plus belongs to it; a minus before it does not. */
const PHONE = /^\+?[\d(][\d ()./-]{2,}$/

const harmless = (text: string): string => (FORMULA.test(text) ? `'${text}` : text)

function write(cell: Cell): string {
  if ('text' in cell) return harmless(cell.text ?? '')
  if ('phone' in cell) return cell.phone !== null && PHONE.test(cell.phone) ? cell.phone : harmless(cell.phone ?? '')
  // No number, so that no spreadsheet adds it as lira.
  if ('kurus' in cell && cell.foreignCurrency !== null && cell.kurus !== null)
    return harmless(`${lira(cell.kurus)} ${cell.foreignCurrency}`)
  if ('kurus' in cell) return cell.kurus === null ? '' : lira(cell.kurus)
  if ('count' in cell) return String(cell.count)
  return cell.atMs === null ? '' : istanbulWall(cell.atMs).slice(0, 19).replace('T', ' ')
}

/** `-1234,50`: a number to a spreadsheet that writes as Turkey does. */
const lira = (kurus: number): string =>
  `${kurus < 0 ? '-' : ''}${Math.floor(Math.abs(kurus) / 100)},${String(Math.abs(kurus) % 100).padStart(2, '0')}`

/** The orders as RFC 4180 writes them, for Excel: UTF-8 with its mark, `;` between cells. Pure. */
export function ledgerCsv(rows: readonly LedgerRow[], language: Language): string {
  const words = resources[language]
  const lines = rows.map((row) => columns.map(([, cell]) => write(cell(row, words))))
  const head = columns.map(([name]) => words.ledger.csv[name])
  return stringify([head, ...lines], { bom: true, delimiter: ';', record_delimiter: 'windows' })
}
