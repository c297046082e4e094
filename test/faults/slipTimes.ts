import { composeSlip } from '../../src/core/printing/slip/composeSlip.ts'
import { anOrder } from '../support/anOrder.ts'
import { parseIstanbulTime } from '../../src/shared/model/istanbulTime.ts'

/** A slip of the night on which Berlin changes its clocks and Istanbul does not, as text of its blocks. */
const createdAtMs = parseIstanbulTime('2026-03-29T04:30:00')
const order = anOrder({
  orderId: '1',
  createdAtMs,
  isScheduled: true,
  scheduledForMs: parseIstanbulTime('2026-03-30T00:15:00'),
})
const document = composeSlip(order, {
  nowMs: (createdAtMs ?? 0) + 60_000,
  firstSeenMs: createdAtMs,
  computerName: 'Kasa',
  printsByItself: true,
  sourceName: 'Moda',
  closingLine: '',
  hasBarcode: false,
  paymentMeanings: {},
  mark: { kind: 'none' },
  isPossibleDuplicate: false,
  isIncomplete: false,
  attempt: 1,
  language: 'tr',
})
process.stdout.write(JSON.stringify(document))
