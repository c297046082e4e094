import { aChangedLine } from '../../../support/anOrder.ts'
import type { OrderChange } from '../../../../src/shared/model/change.ts'
import { describe, expect, it } from 'vitest'
import { slipForJob } from '../../../../src/core/printing/queue/slipForJob.ts'
import { defaultSettings, type Settings } from '../../../../src/shared/settings/settings.ts'
import type { Route } from '../../../../src/shared/settings/route.ts'
import type { SlipDocument } from '../../../../src/shared/model/slip.ts'
import { partedOrder } from '../slip/kitchenOrders.ts'

type SlipJob = Parameters<typeof slipForJob>[0]
type SlipOrder = NonNullable<Parameters<typeof slipForJob>[1]>

const kitchen: Route = {
  id: 'mutfak',
  name: 'Mutfak',
  enabled: true,
  printerId: 'p',
  sourceIds: null,
  channelIds: null,
  types: null,
  categories: ['ızgara'],
  copies: 1,
  hasCustomer: false,
  hasPrices: false,
  textSize: 2,
  printsChanges: true,
}

const known: SlipOrder = {
  order: partedOrder,
  state: 'open',
  goneWhy: null,
  firstSeenMs: 0,
  isBaseline: false,
  detailsWantedSinceMs: null,
}

const job = (more: Partial<SlipJob> = {}): SlipJob => ({
  kind: 'order',
  dedupe: 'first',
  routeId: 'mutfak',
  attempt: 1,
  copyNumber: 0,
  reason: null,
  changes: null,
  isPossibleDuplicate: false,
  ...more,
})

const anyChange = {
  line: { what: 'line', before: aChangedLine('eski'), after: aChangedLine('yeni') },
  note: { what: 'note', before: 'eski', after: 'yeni' },
  address: { what: 'address', before: 'eski', after: 'yeni' },
  phone: { what: 'phone', before: 'eski', after: 'yeni' },
  total: { what: 'total', before: 100, after: 200 },
  paid: { what: 'paid', before: 100, after: 200 },
} as const satisfies Record<string, OrderChange>

const changes = (...whats: (keyof typeof anyChange)[]): OrderChange[] => whats.map((what) => anyChange[what])

function compose(given: SlipJob, more: Partial<Settings> = {}) {
  const settings = { ...defaultSettings, routes: [kitchen], ...more }
  return slipForJob(given, known, { nowMs: 2000, waitedMs: 0, computerName: 'KASA', settings })
}

function textOf(given: SlipJob, more: Partial<Settings> = {}): string {
  const slip = compose(given, more)
  if (slip.kind !== 'ready') throw new Error(slip.kind)
  return words(slip.document)
}

const words = ({ blocks }: SlipDocument): string =>
  blocks
    .map((block) => (block.kind === 'text' ? block.text : block.kind === 'row' ? `${block.left} ${block.right}` : ''))
    .join('\n')

describe('the slip of a route', () => {
  it('shows what its printer is to see: its categories, large, without customer and prices', () => {
    const text = textOf(job())
    for (const part of ['Urfa Kebap', 'Karışık Izgara Menü', 'Çoban Salata']) expect(text).toContain(part)
    for (const part of ['Ezogelin', 'Kemalpaşa', 'AHMET BAYRAK', '1.760,00', 'TAHSİL', '720,00'])
      expect(text).not.toContain(part)
  })

  it('is whole without a route', () => {
    const text = textOf(job({ routeId: null }))
    for (const part of ['Ezogelin', 'AHMET BAYRAK', '1.760,00', 'TAHSİL']) expect(text).toContain(part)
  })

  it('tells only what changed, or the whole order as it is now, by setting', () => {
    const changed = job({ kind: 'changed', changes: changes('line', 'note') })
    expect(textOf(changed)).not.toContain('Urfa Kebap')
    expect(textOf(changed)).toContain('yeni')
    expect(textOf(changed, { changeSlip: 'whole' })).toContain('Urfa Kebap')
    expect(textOf(changed, { changeSlip: 'whole' })).toContain('yeni')
  })

  it('is none when nothing that it shows has changed', () => {
    const unseen = job({ kind: 'changed', changes: changes('total', 'paid', 'address', 'phone') })
    expect(compose(unseen).kind).toBe('nothing')
    expect(compose({ ...unseen, routeId: null }).kind).toBe('ready')
    expect(textOf(job({ kind: 'changed', changes: changes('total', 'line') }))).not.toContain('TOPLAM')
  })

  it('is the whole order when what changed is not known any more', () => {
    expect(textOf(job({ kind: 'changed', changes: [] }))).toContain('Urfa Kebap')
  })
})
