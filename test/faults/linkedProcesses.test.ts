import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import type { RequestInput, RequestName, RequestOutput } from '../../src/shared/contract/requests.ts'
import type { Result } from '../../src/shared/contract/problems.ts'
import { type PracticePrinter, startPracticePrinter } from '../../src/practice/printer/practicePrinter.ts'
import { type PracticeShop, startPracticeShop } from '../../src/practice/practiceShop.ts'
import { anOldRedisServer } from '../support/aRedisServer.ts'
import { copiesOn } from '../support/linkedCounter.ts'
import { provisionFor } from '../support/openCounter.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

/** `npm run test:link`: so many orders. */
const orders = Number(process.env['TEZGAH_LINK_PROCESS_ORDERS'] ?? 60)
const core = fileURLToPath(new URL('./runCore.ts', import.meta.url))

interface CoreProcess {
  printer: PracticePrinter
  ask<N extends RequestName>(name: N, input: RequestInput<N>): Promise<Result<RequestOutput<N>>>
  pause(): void
  resume(): void
}

/** The whole core as a process of its own, with a printer of its own, on the link. */
async function startCore(shop: PracticeShop, name: string, address: string): Promise<CoreProcess> {
  const printer = await startPracticePrinter({ mode: 'echoesIds' })
  onTestFinished(() => printer.stop())
  const folder = temporaryFolder()
  const file = join(folder, 'provision.json')
  writeFileSync(file, JSON.stringify(provisionFor(shop, [{ name: 'Kasa', port: printer.port }])))
  const child = spawn(process.execPath, ['--no-warnings', core, folder, file], { stdio: ['pipe', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const answers: ((line: string) => void)[] = []
  const isReady = Promise.withResolvers<void>()
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line === 'ready') isReady.resolve()
    if (line.startsWith('answer ')) answers.shift()?.(line.slice('answer '.length))
  })
  await isReady.promise
  const ask: CoreProcess['ask'] = async (request, input) => {
    const answer = new Promise<string>((resolve) => answers.push(resolve))
    child.stdin.write(`${JSON.stringify({ name: request, input })}\n`)
    return JSON.parse(await answer) as never
  }
  await until(async () => {
    const board = await ask('snapshot.get', {})
    return board.ok && board.value.sources.length === 2 && board.value.sources.every(({ state }) => state === 'ok')
  })
  const counter = { name, printsByItself: true, others: 'some' as const }
  expect(await ask('settings.update', { counter })).toMatchObject({ ok: true })
  const link = { enabled: true, address, branchName: '' }
  expect(await ask('link.save', { link, password: null })).toMatchObject({ ok: true })
  return { printer, ask, pause: () => child.kill('SIGSTOP'), resume: () => child.kill('SIGCONT') }
}

async function until(isSo: () => Promise<boolean>, patienceMs = 120_000): Promise<void> {
  for (const deadline = performance.now() + patienceMs; !(await isSo()); await sleep(200))
    if (performance.now() > deadline) throw new Error('waited in vain')
}

test(
  `two processes and a server that is stopped, paused and started anew: ${orders} orders, none lost, no second slip unmarked`,
  async () => {
    const shop = await startPracticeShop({ adisyo: { paceScale: 0 } })
    onTestFinished(() => shop.close())
    const { server } = await anOldRedisServer({ keeps: true })
    const cores = [await startCore(shop, 'Kasa 1', server.address), await startCore(shop, 'Kasa 2', server.address)]
    const [first, second] = cores as [CoreProcess, CoreProcess]
    const faults: (() => Promise<void>)[] = [
      async () => {
        server.pause()
        await sleep(2_500)
        server.resume()
      },
      async () => {
        second.pause()
        await sleep(1_500)
        second.resume()
      },
      async () => {
        await first.printer.setMode('paperOut')
        await sleep(3_000)
        await first.printer.setMode('echoesIds')
      },
      async () => {
        await server.kill()
        await sleep(1_500)
        await server.start()
      },
    ]
    const breaking = async (): Promise<void> => {
      for (let turn = 0; turn < Math.max(faults.length, orders / 15); turn++) {
        await sleep(1_000)
        await faults[turn % faults.length]?.()
      }
    }
    const coming = async (): Promise<void> => {
      for (let number = 1; number <= orders; number++) {
        shop.addPacket({ number: 1_000 + number, pos: 'restomenum' })
        await sleep(200)
      }
    }
    await Promise.all([breaking(), coming()])
    for (const { ask } of cores)
      await until(async () => {
        const board = await ask('snapshot.get', {})
        return board.ok && board.value.cards.length === orders && board.value.openJobs.length === 0
      })
    const copies = copiesOn([first.printer, second.printer])
    const numbers = Array.from({ length: orders }, (_, index) => String(1_001 + index))
    expect(numbers.filter((number) => !copies.has(number))).toEqual([])
    expect([...copies].filter(([, { plain }]) => plain > 1)).toEqual([])
    // What comes before the server is started anew is nobody's doubt.
    expect([...copies.values()].some(({ plain }) => plain === 1)).toBe(true)
    const marked = [...copies.values()].reduce((sum, copy) => sum + copy.marked, 0)
    const printed = [...copies.values()].reduce((sum, copy) => sum + copy.marked + copy.plain, 0)
    process.stdout.write(`${orders} orders: ${printed} slips, ${marked} of them marked\n`)
  },
  300_000 + orders * 2_000,
)
