import { orderSubject } from '../../../src/shared/model/printJob.ts'
import { readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { KnownOrder } from '../../../src/shared/model/knownOrder.ts'
import type { Ledger } from '../../../src/core/ledger/ledger.ts'
import { migrations } from '../../../src/core/ledger/migrations.ts'
import { openLedger } from '../../../src/core/ledger/openLedger.ts'
import { anOrder } from '../../support/anOrder.ts'
import { freshFile } from '../../support/openBook.ts'
import { sickDisk } from '../../support/sickDisk.ts'

const gone = (orderId: string, goneAtMs: number): KnownOrder => {
  const order = anOrder({ orderId })
  return {
    order,
    lastAnnounced: order,
    listRevision: JSON.stringify(order),
    firstSeenMs: 1,
    isBaseline: false,
    isUnlisted: false,
    isChangeHeld: false,
    misses: 2,
    state: 'gone',
    goneAtMs,
    goneWhy: 'delivered',
    money: null,
    twinOf: null,
    detailsWantedSinceMs: null,
  }
}

function open(file = freshFile()): Ledger {
  const ledger = openLedger(file)
  onTestFinished(() => ledger.close())
  return ledger
}

function keep(ledger: Ledger, orderId: string, goneAtMs: number): number {
  const known = gone(orderId, goneAtMs)
  const orderKey = known.order.key
  const job = {
    subject: orderSubject(orderKey),
    label: '#1',
    kind: 'order' as const,
    printerId: 'till',
    routeId: null,
    dedupe: 'first',
    reason: null,
    changes: null,
  }
  const {
    jobs: [added],
  } = ledger.commit({
    sourceId: 'shop',
    atMs: 5,
    isBaseline: false,
    known: [known],
    alerts: [{ orderKey, kind: 'new' }],
    jobs: [job],
    history: [{ orderKey, what: 'seen' }],
  })
  return added?.id ?? 0
}

describe('the record', () => {
  it('lets go of what is long over, and of nothing that still waits for a person', () => {
    const ledger = open()
    const jobs = Object.fromEntries(
      ['old', 'unseen', 'unprinted', 'young'].map((id) => [id, keep(ledger, id, id === 'young' ? 200 : 100)]),
    )
    ledger.acknowledge(['shop/old', 'shop/unprinted', 'shop/young'], 6, 100, { how: 'rail', counterName: 'Kasa PC' })
    for (const id of ['old', 'unseen', 'young']) ledger.moveJob(jobs[id] ?? 0, ['wanted'], 'dropped', { atMs: 7 })
    expect(ledger.readJobsOf(orderSubject('shop/old'))).toHaveLength(1)
    expect(ledger.purgeBefore(150)).toBe(1)
    expect([
      ledger.readOrder('shop/old'),
      ledger.readJobsOf(orderSubject('shop/old')),
      ledger.readHistory('shop/old'),
    ]).toEqual([null, [], []])
    for (const id of ['unseen', 'unprinted', 'young']) expect(ledger.readOrder(`shop/${id}`)?.order.orderId).toBe(id)
    expect(ledger.readOpenAlerts().map((alert) => alert.orderKey)).toEqual(['shop/unseen'])
    expect(ledger.readOpenJobs().map((job) => job.subject.key)).toEqual(['shop/unprinted'])
    expect(ledger.purgeBefore(150)).toBe(0)
  })

  it('passes over a row that another version wrote, and knows that its slip was wanted', () => {
    const file = freshFile()
    const ledger = open(file)
    keep(ledger, 'other', 100)
    keep(ledger, 'ours', 100)
    ledger.close()
    const db = new DatabaseSync(file)
    db.exec(`UPDATE known_order SET order_json = '{"key":"shop/other"}', state = 'open' WHERE order_key = 'shop/other'`)
    db.close()
    const again = open(file)
    expect(again.readKnownOrders().known).toEqual([])
    expect(again.readOrder('shop/other')).toBeNull()
    expect(keep(again, 'other', 300)).toBe(0)
    expect(again.readOrder('shop/other')?.goneAtMs).toBe(300)
    expect(again.eraseCustomerDataBefore(400)).toBe(2)
  })

  it('leaves nothing of what is erased where rows have grown and moved from page to page', () => {
    const file = freshFile()
    const ledger = open(file)
    let seed = 1
    const upTo = (limit: number): number => (seed = (seed * 16_807) % 2_147_483_647) % limit
    for (let write = 0; write < 8_000; write++) {
      const known = gone(String(upTo(1_200)), 100)
      const order = { ...known.order, note: 'Kanaryacan '.repeat(upTo(30)) }
      const effects = { alerts: [], jobs: [], history: [] }
      const one = { ...known, order, lastAnnounced: null, listRevision: '' }
      ledger.commit({ sourceId: 'shop', atMs: 5, isBaseline: false, known: [one], ...effects })
    }
    const left = (): number =>
      ['', '-wal'].reduce(
        (sum, suffix) => sum + readFileSync(file + suffix, 'latin1').split('Kanaryacan').length - 1,
        0,
      )
    expect(left()).toBeGreaterThan(0)
    expect(ledger.eraseCustomerDataBefore(200)).toBeGreaterThan(300)
    expect(ledger.clearErased()).toBe(true)
    expect(left()).toBe(0)
    expect(ledger.clearErased()).toBe(false)
  })

  it('erases the rest of what an earlier version had left of a customer', () => {
    const file = freshFile()
    const db = new DatabaseSync(file)
    db.exec(`${migrations[0]}; ${migrations[1]}; PRAGMA user_version = 2`)
    db.prepare(
      `INSERT INTO known_order VALUES ('shop/1', 'shop', ?, NULL, 'Ayşe', 1, 0, 2, 'gone', 100, 'delivered', NULL, 1)`,
    ).run(JSON.stringify(anOrder({ orderId: '1', courier: 'Hasan' })))
    db.close()
    const ledger = open(file)
    expect(ledger.readOrder('shop/1')?.listRevision).toBe('')
    expect(ledger.eraseCustomerDataBefore(200)).toBe(1)
    expect(ledger.readOrder('shop/1')?.order.courier).toBeNull()
  })

  it('remembers no slip as moved, added or erased whose commit failed', () => {
    const file = freshFile()
    const ledger = open(file)
    const id = keep(ledger, 'one', 100)
    const [before] = ledger.readOpenJobs()
    ledger.readJobsOf(orderSubject('shop/one'))
    const disk = sickDisk()
    const again = {
      subject: orderSubject('shop/one'),
      label: '#1',
      printerId: 'till',
      routeId: null,
      reason: null,
      changes: null,
    }
    const attempts = [
      () => ledger.moveJob(id, ['wanted'], 'sending', { atMs: 7, attempt: 1 }),
      () => ledger.addJob({ ...again, kind: 'copy', dedupe: 'copy' }, 8),
      () =>
        ledger.addJob({ ...again, kind: 'order', dedupe: 'hand:1' }, 8, {
          jobId: id,
          from: ['wanted'],
          to: 'dropped',
          step: { atMs: 8 },
        }),
      () => keep(ledger, 'two', 100),
    ]
    for (const attempt of attempts) {
      disk.failingCommit = 0
      expect(attempt).toThrow('ledgerUnavailable')
      expect([
        ledger.readOpenJobs(),
        ledger.readJobsOf(orderSubject('shop/one')),
        ledger.readJobsOf(orderSubject('shop/two')),
      ]).toEqual([[before], [before], []])
    }
    ledger.moveJob(id, ['wanted'], 'dropped', { atMs: 9 })
    expect(ledger.readOpenJobs()).toEqual([])
    ledger.close()
    expect(open(file).readOpenJobs()).toEqual([])
  })

  it('asks of an earlier version’s slips "Çıktı mı?" only where something may be on paper, and marks those', () => {
    const file = freshFile()
    const db = new DatabaseSync(file)
    db.exec(`${migrations.slice(0, 4).join(';')}; PRAGMA user_version = 4`)
    for (const [id, steps] of [
      [1, ['wanted', 'sending', 'failed', 'needsHuman']],
      [2, ['wanted', 'sending', 'uncertain', 'needsHuman']],
    ] as const) {
      db.exec(
        `INSERT INTO print_job (id, order_label, kind, printer_id, dedupe, state, copy_number, wanted_at_ms, updated_at_ms)
           VALUES (${id}, '#${id}', 'order', 'till', 'first', 'needsHuman', 0, 1, 1)`,
      )
      for (const state of steps)
        db.exec(`INSERT INTO job_step (job_id, at_ms, state, attempt) VALUES (${id}, 1, '${state}', 1)`)
    }
    db.close()
    expect(open(file).readOpenJobs()).toMatchObject([
      { id: 1, state: 'undecided', isPossibleDuplicate: false },
      { id: 2, state: 'needsHuman', isPossibleDuplicate: true },
    ])
  })
})
