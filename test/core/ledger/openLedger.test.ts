import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { OrderChange } from '../../../src/shared/model/change.ts'
import type { HistoryNote } from '../../../src/shared/model/history.ts'
import type { KnownOrder } from '../../../src/shared/model/knownOrder.ts'
import type { Ledger } from '../../../src/core/ledger/ledger.ts'
import type { PrintJob } from '../../../src/shared/model/printJob.ts'
import { openLedger } from '../../../src/core/ledger/openLedger.ts'
import { aKnownOrder } from '../../support/aKnownOrder.ts'
import { aWantedSlip } from '../../support/aWantedSlip.ts'
import { anOrder } from '../../support/anOrder.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

const known = (orderId: string, over: Partial<KnownOrder> = {}): KnownOrder =>
  aKnownOrder(anOrder({ orderId, note: 'Zile basmayın', customer: aCustomer }), over)

const aCustomer = {
  name: 'Ayşe Yılmaz',
  phones: [{ number: '5321234567', code: null }],
  addressLabel: 'Ev',
  address: 'Caferağa Mah.',
  region: 'Kadıköy',
  city: null,
  directions: null,
  company: null,
  coordinates: null,
}

const commit = (ledger: Ledger, orderId: string, jobs = [aWantedSlip(orderId)]): PrintJob[] =>
  ledger.commit({
    sourceId: 'shop',
    atMs: 5,
    isBaseline: true,
    known: [known(orderId)],
    alerts: [{ orderKey: `shop/${orderId}`, kind: 'new' }],
    jobs,
    history: [{ orderKey: `shop/${orderId}`, what: 'seen' }],
  }).jobs

function open(file = join(temporaryFolder(), 'ledger.sqlite')): { ledger: Ledger; file: string } {
  const ledger = openLedger(file)
  onTestFinished(() => ledger.close())
  return { ledger, file }
}

describe('the ledger', () => {
  it('remembers a poll whole across a restart', () => {
    const { ledger, file } = open()
    commit(ledger, '1')
    ledger.close()
    const { ledger: again } = open(file)
    expect(again.readKnownOrders().known).toEqual([known('1')])
    expect(again.readBaselineSources()).toEqual(new Set(['shop']))
    expect(again.readOpenAlerts().map((alert) => [alert.orderKey, alert.kind])).toEqual([['shop/1', 'new']])
    expect(again.readOpenJobs().map((job) => [job.subject.key, job.state])).toEqual([['shop/1', 'wanted']])
  })

  it('takes a slip or a "new" that was wanted twice once', () => {
    const { ledger } = open()
    expect(commit(ledger, '1')).toHaveLength(1)
    expect(commit(ledger, '1')).toHaveLength(0)
    ledger.acknowledge(['shop/1'], 9, 100, { how: 'rail', counterName: 'Kasa PC' })
    commit(ledger, '1')
    expect(ledger.readOpenAlerts()).toEqual([])
  })

  it('writes nothing of a commit that fails halfway', () => {
    const { ledger } = open()
    const broken = [aWantedSlip('1'), { ...aWantedSlip('1'), label: null as unknown as string, dedupe: 'x' }]
    expect(() => commit(ledger, '1', broken)).toThrow()
    expect([ledger.readKnownOrders().known, ledger.readOpenAlerts(), ledger.readOpenJobs()]).toEqual([[], [], []])
  })

  it('refuses a step from a state the job is not in', () => {
    const { ledger } = open()
    const [job] = commit(ledger, '1')
    const id = job?.id ?? 0
    ledger.moveJob(id, ['wanted'], 'sending', { atMs: 6, attempt: 1 })
    expect(() => ledger.moveJob(id, ['wanted'], 'sending', { atMs: 7 })).toThrow(/is sending/)
  })

  it('numbers copies', () => {
    const { ledger } = open()
    commit(ledger, '1')
    const copies = [1, 2].map(() => ledger.addJob(aWantedSlip('1', { kind: 'copy', reason: 'Kayboldu' }), 7).copyNumber)
    expect(copies).toEqual([1, 2])
  })

  it('erases who the customer was, and keeps what happened', () => {
    const { ledger, file } = open()
    const gone = known('1', { state: 'gone', goneAtMs: 100, goneWhy: 'delivered' })
    const changes: OrderChange[] = [{ what: 'address', before: null, after: 'Caferağa' }]
    const history: HistoryNote[] = [{ orderKey: 'shop/1', what: 'changed', changes }]
    ledger.commit({
      sourceId: 'shop',
      atMs: 5,
      isBaseline: false,
      known: [gone, known('2')],
      alerts: [],
      jobs: [],
      history,
    })
    expect(ledger.eraseCustomerDataBefore(100)).toBe(0)
    expect(ledger.eraseCustomerDataBefore(101)).toBe(1)
    expect(ledger.eraseCustomerDataBefore(101)).toBe(0)
    const left = ledger.readOrder('shop/1')
    expect([left?.order.customer, left?.order.note, left?.lastAnnounced, left?.order.totalKurus]).toEqual([
      null,
      null,
      null,
      24_550,
    ])
    expect(ledger.readHistory('shop/1')).toEqual([{ atMs: 5, happening: { what: 'changed', changes: [] } }])
    expect(ledger.readOrder('shop/2')?.order.customer?.name).toBe('Ayşe Yılmaz')
    ledger.close()
    const { ledger: again } = open(file)
    again.eraseCustomerDataBefore(Number.MAX_SAFE_INTEGER)
  })

  it('is held by one Tezgah alone', () => {
    const { file } = open()
    expect(() => openLedger(file)).toThrow(expect.objectContaining({ code: 'ledgerInUse' }))
  })

  it('says so when the folder is not there', () => {
    const file = join(temporaryFolder(), 'nowhere', 'ledger.sqlite')
    expect(() => openLedger(file)).toThrow(expect.objectContaining({ code: 'ledgerUnavailable' }))
  })

  it.each([
    ['no database at all', () => Buffer.from('not a database, but long enough to look at '.repeat(40))],
    ['cut in the middle', (whole: Buffer) => whole.subarray(0, 5_000)],
    [
      'overwritten in the middle',
      (whole: Buffer) => Buffer.concat([whole.subarray(0, 4_096), Buffer.alloc(whole.length - 4_096, 7)]),
    ],
  ])('sets aside a file that is %s, and begins a fresh one', (_, spoil) => {
    const { ledger, file } = open()
    for (let order = 0; order < 50; order++) commit(ledger, String(order))
    ledger.close()
    const whole = readFileSync(file)
    writeFileSync(file, spoil(whole))
    const { ledger: fresh } = open(file)
    expect(fresh.setAside).toContain('.broken-')
    expect(fresh.readKnownOrders().known).toEqual([])
    expect(readFileSync(fresh.setAside ?? '')).toEqual(spoil(whole))
  })

  it('sets aside a ledger of a newer Tezgah, untouched', () => {
    const { ledger, file } = open()
    commit(ledger, '1')
    ledger.close()
    const newer = spawnSync(process.execPath, [
      '-e',
      `
      const { DatabaseSync } = require('node:sqlite'); new DatabaseSync(${JSON.stringify(file)}).exec('PRAGMA user_version = 99')`,
    ])
    expect(newer.status).toBe(0)
    const { ledger: fresh } = open(file)
    expect(fresh.setAside).toContain('.broken-')
  })
})

const child = fileURLToPath(new URL('./busyLedger.ts', import.meta.url))

describe('the ledger, when the process dies', () => {
  it('has each step whole or not at all, wherever kill -9 strikes', async () => {
    const file = join(temporaryFolder(), 'ledger.sqlite')
    let told = 0
    for (let round = 0; round < 6; round++) {
      const busy = spawn(process.execPath, [child, file], { stdio: ['ignore', 'pipe', 'inherit'] })
      let said = ''
      busy.stdout.on('data', (chunk: Buffer) => {
        said += chunk
        // A different place each round, some hundred commits in.
        if (said.length > 400 + round * 137) busy.kill('SIGKILL')
      })
      await once(busy, 'close')
      const done = said.split('\n').slice(0, -1)
      told = Math.max(told, ...done.map(Number))
      const ledger = openLedger(file)
      const orders = ledger.readKnownOrders().known
      expect(ledger.setAside).toBeNull()
      // Whatever had been reported as committed is there, and every order has exactly its alert and its slip.
      expect(orders.length).toBeGreaterThanOrEqual(told)
      expect(ledger.readOpenAlerts()).toHaveLength(orders.length)
      expect(ledger.readRecentJobs(100_000)).toHaveLength(orders.length)
      ledger.close()
    }
    expect(told).toBeGreaterThan(100)
    expect(readdirSync(join(file, '..')).filter((name) => name.includes('broken'))).toEqual([])
  })

  // A limit on the size of files is the one full disk that any Linux or macOS user can have.
  if (process.platform !== 'win32') {
    it('says so on a full disk, keeps what it had, and goes on when there is room again', async () => {
      const file = join(temporaryFolder(), 'ledger.sqlite')
      const full = spawnSync('bash', ['-c', `ulimit -f 500; exec "$0" "$@"`, process.execPath, child, file], {
        encoding: 'utf8',
      })
      expect(full.stdout).toContain('ledgerUnavailable')
      const told = full.stdout.split('\n').map(Number).filter(Number.isFinite)
      const { ledger } = open(file)
      const before = ledger.readKnownOrders().known.length
      expect(before).toBeGreaterThanOrEqual(Math.max(...told))
      commit(ledger, 'after')
      expect(ledger.readKnownOrders().known).toHaveLength(before + 1)
    })
  }
})
