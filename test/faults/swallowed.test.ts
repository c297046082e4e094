import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { anOrder } from '../support/anOrder.ts'
import { emptyDisk, openCounter } from '../support/openCounter.ts'
import { ScriptedVendor } from '../support/scriptedVendor.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

/** A server that stands still with a full queue: the system drops whatever else knocks, as a dead address does. */
async function aSwallowingPort(): Promise<number> {
  const script = `require('node:net').createServer(() => {}).listen({ port: 0, host: '127.0.0.1', backlog: 1 },
    function () { console.log(this.address().port) })`
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const knocking: Socket[] = []
  onTestFinished(() => {
    for (const socket of knocking) socket.destroy()
    child.kill('SIGKILL')
  })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  const port = Number(line.toString())
  child.kill('SIGSTOP')
  for (let count = 0; count < 8; count += 1) knocking.push(connect(port, '127.0.0.1').on('error', () => undefined))
  await new Promise((resolve) => setTimeout(resolve, 300))
  return port
}

it.skipIf(process.platform !== 'linux')(
  '24: an address that swallows packets: tried within seconds, said so with what waits, and the alert never waited for it',
  async () => {
    const port = await aSwallowingPort()
    const vendor = new ScriptedVendor(() => performance.now())
    const provision = {
      sources: [
        { kind: 'restomenum', name: 'Kadıköy', baseUrl: 'http://127.0.0.1:9', apiKey: 'a.b.c', pollSeconds: 0.2 },
      ],
      printers: [{ name: 'Kasa', connection: { kind: 'tcp', host: '127.0.0.1', port } }],
    }
    const tezgah = await openCounter(emptyDisk(temporaryFolder()), provision, {}, vendor.vendors())
    await tezgah.until('the baseline', ({ sources }) => sources[0]?.state === 'ok')
    vendor.list = [anOrder({ orderId: '1', sourceId: 'restomenum-kadikoy', number: '1' })]
    const rung = await tezgah.until('it rings', ({ sound }) => sound === 'newOrder')
    expect(rung.printers[0]?.state).toBe('unknown')
    const said = await tezgah.until('the alarm', ({ alarms }) => alarms.length > 0, 40_000)
    expect(said.printers[0]?.problem?.code).toMatch(/printerUnreachable|printerTimedOut/)
    expect(said.printers[0]?.waitingCount).toBe(1)
    // Not one byte has left: the slip waits, unmarked.
    expect(said.openJobs.map(({ state, isPossibleDuplicate }) => [state, isPossibleDuplicate])).toEqual([
      ['failed', false],
    ])
  },
  60_000,
)
