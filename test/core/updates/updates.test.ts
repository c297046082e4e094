import { join } from 'node:path'
import { expect, it } from 'vitest'
import { LEDGER_FILE } from '../../../src/core/host.ts'
import { hasOpenSlips } from '../../../src/core/ledger/openSlips.ts'
import type { UpdatePort } from '../../../src/core/updates/updatePort.ts'
import { ok } from '../../../src/shared/contract/problems.ts'
import type { Order } from '../../../src/shared/model/order.ts'
import { SoakPrinter } from '../../soak/soakPrinter.ts'
import { anOrder } from '../../support/anOrder.ts'
import { ManualTime } from '../../support/manualTime.ts'
import { emptyDisk, openCounter, type OpenedCounter } from '../../support/openCounter.ts'
import { ScriptedVendor } from '../../support/scriptedVendor.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

const UPDATES = 100
const STEP_MS = 20_000
const INSTALLER_MS = 15_000
const HOUR_MS = 3_600_000
/** Three minutes to five in the morning, in Istanbul. */
const BEFORE_QUIET_HOUR_MS = Date.UTC(2026, 0, 5, 1, 57)

const provision = {
  sources: [
    {
      kind: 'restomenum',
      name: 'Kadıköy',
      baseUrl: 'http://127.0.0.1:9',
      apiKey: 'server.plugin.secret',
      pollSeconds: 5,
    },
  ],
  printers: [{ name: 'Kasa', connection: { kind: 'tcp', host: '127.0.0.1', port: 9 } }],
}
/** With its number in the note, by which the printer counts its slips. */
const order = (number: number): Order =>
  anOrder({
    orderId: String(number),
    sourceId: 'restomenum-kadikoy',
    number: String(number),
    note: `#${number}.`,
  })

it.each([true, false])('in the quiet hour, where installing asks nobody: %s', async (installsUnasked) => {
  const time = new ManualTime(BEFORE_QUIET_HOUR_MS + HOUR_MS / 4)
  let installs = 0
  const updates: UpdatePort = {
    installsUnasked,
    check: async () => ok({ version: '2.0.0', notes: [] }),
    download: async () => ok({ isTried: false }),
    install: async () => {
      installs++
      return { code: 'updateNotInstalled' }
    },
  }
  const over = { clock: time, timers: time, random: () => 0.5, updates }
  const tezgah = await openCounter(emptyDisk(temporaryFolder()), {}, over)
  await tezgah.ask('update.check', {})
  await time.advance(STEP_MS)
  const { update } = await tezgah.snapshot()
  expect(update).toMatchObject({ state: 'ready', installsUnasked, problem: installsUnasked ? expect.anything() : null })
  expect(installs).toBe(installsUnasked ? 1 : 0)
  await tezgah.ask('update.install', {})
  await time.advance(STEP_MS)
  expect(installs).toBe(installsUnasked ? 2 : 1)
  await tezgah.stop()
})

it('a hundred updates in the quiet hour, orders coming all the while: no slip is lost or doubled', async () => {
  const time = new ManualTime(BEFORE_QUIET_HOUR_MS)
  const disk = emptyDisk(temporaryFolder())
  const vendor = new ScriptedVendor(() => time.monotonicMs())
  const printer = new SoakPrinter(time, () => 0.5)
  printer.isCalm = true
  let orderCount = 0
  vendor.details = (id) =>
    Number(id) > orderCount - 5 ? ok(order(Number(id))) : { ok: false, error: { code: 'orderNotFound' } }
  const orderComes = (): void => {
    orderCount++
    vendor.list = Array.from({ length: Math.min(5, orderCount) }, (_, index) => order(orderCount - index))
  }
  /** What was open when the core was ended for an update. */
  const openAtInstall: boolean[] = []

  /** One version's life: from its start until the next one has been installed. */
  const live = async (version: number): Promise<void> => {
    let installed: Promise<void> | null = null
    let tezgah: OpenedCounter | null = null
    const updates: UpdatePort = {
      installsUnasked: true,
      check: async () => ok({ version: `${version + 1}.0.0`, notes: [] }),
      download: async () => ok({ isTried: false }),
      install: () => {
        openAtInstall.push(printer.isPrinting)
        installed = tezgah?.stop() ?? null
        return new Promise(() => undefined)
      },
    }
    const over = { clock: time, timers: time, random: () => 0.5, version: `${version}.0.0`, updates }
    tezgah = await openCounter(disk, provision, over, vendor.vendors(), () => printer.open())
    await time.advance(STEP_MS)
    await tezgah.ask('update.check', {})
    while (installed === null) {
      // An order in every second step: some steps end with a slip under way.
      if (Math.floor(time.nowMs() / STEP_MS) % 2 === 0) orderComes()
      await time.advance(STEP_MS)
      // A person sees all there is, and so it can be calm at all.
      if (installed === null) await tezgah.acknowledge()
    }
    await time.advance(2_000)
    await installed
    openAtInstall.push(hasOpenSlips(join(disk.folder, LEDGER_FILE)))
    // Nobody watches while the installer runs.
    await time.advance(INSTALLER_MS / 2)
    orderComes()
    await time.advance(INSTALLER_MS / 2)
    time.sleep(24 * HOUR_MS - ((time.nowMs() - BEFORE_QUIET_HOUR_MS) % (24 * HOUR_MS)))
  }

  for (let version = 1; version <= UPDATES; version++) await live(version)
  const over = { clock: time, timers: time, random: () => 0.5 }
  const last = await openCounter(disk, provision, over, vendor.vendors(), () => printer.open())
  await time.advance(60_000)
  expect((await last.snapshot()).openJobs).toEqual([])
  expect(openAtInstall).toEqual(Array.from({ length: 2 * UPDATES }, () => false))
  expect(orderCount).toBeGreaterThan(3 * UPDATES)
  const numbers = Array.from({ length: orderCount }, (_, index) => index + 1)
  expect(numbers.filter((number) => printer.unmarked.get(number) !== 1)).toEqual([])
  expect([...printer.marked]).toEqual([])
}, 240_000)
