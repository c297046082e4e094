import { expect, it } from 'vitest'
import { createCoreGuard } from '../../src/system/coreGuard.ts'
import { anOrder } from '../support/anOrder.ts'
import { ManualTime } from '../support/manualTime.ts'
import { emptyDisk, openCounter } from '../support/openCounter.ts'
import { ScriptedVendor } from '../support/scriptedVendor.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

const provision = {
  sources: [{ kind: 'restomenum', name: 'Kadıköy', baseUrl: 'http://127.0.0.1:9', apiKey: 'a.b.c', pollSeconds: 5 }],
}

it('starts a core anew that has died, and the second time in a run says with an alarm what to do', async () => {
  const time = new ManualTime()
  const vendor = new ScriptedVendor(() => time.monotonicMs())
  const host = { clock: time, timers: time, random: () => 0.5 }
  const tezgah = await openCounter(emptyDisk(temporaryFolder()), provision, host, vendor.vendors())
  const guard = createCoreGuard((entry) => tezgah.logs.push(entry))
  guard.watch(tezgah.counter)
  const codes = async () => (await tezgah.snapshot()).alarms.map(({ problem }) => problem.code)
  await time.advance(6_000)
  expect(await codes()).toEqual([])
  guard.onUncaught(new Error('on purpose'))
  await time.advance(20_000)
  expect(await codes()).toEqual(['coreRestarted'])
  for (let death = 0; death < 3; death++) guard.onUncaught(new Error('on purpose'))
  await time.advance(1_000)
  expect(await codes()).toEqual(['coreRestarted', 'coreDied'])
  expect(tezgah.attention()?.hasAlarm).toBe(true)
  // It goes on as it is, and rings until somebody has read it.
  vendor.list = [anOrder({ orderId: '1', sourceId: 'restomenum-kadikoy' })]
  await time.advance(10_000)
  const { cards, alarms } = await tezgah.snapshot()
  expect(cards).toHaveLength(1)
  for (const { id } of alarms) await tezgah.ask('alarm.silence', { id })
  expect(await codes()).toEqual([])
})

it('says the same when a core that has died cannot be started anew', async () => {
  const said: string[] = []
  const guard = createCoreGuard(({ what }) => said.push(what))
  guard.watch({
    restart: () => Promise.reject(new Error('the disk is gone')),
    reportDeath: () => said.push('alarm'),
  })
  guard.onUncaught(new Error('on purpose'))
  await Promise.resolve()
  await Promise.resolve()
  expect(said).toEqual(['uncaught', 'core.restarting', 'core.notRestarted', 'alarm'])
})
