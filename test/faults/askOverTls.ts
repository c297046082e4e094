import { createTrustedClock } from '../../src/core/trustedClock.ts'
import { createHttp } from '../../src/core/vendors/http/http.ts'
import { WireFault } from '../../src/core/vendors/http/wireFault.ts'

/**
 * Asks one address as a source does, and says what came of it: authorities are read once, when a process starts.
 * `node askOverTls.ts ADDRESS [WALL [BELIEVED]]`: what this computer's clock is to show, and the latest time that an
 * earlier run believed, epoch ms. Certificates are checked by the system's own clock.
 */
const [address = '', wallMs, believedMs] = process.argv.slice(2)
const nowMs = (): number => Number(wallMs ?? Date.now())
const trustedClock = createTrustedClock({ nowMs, monotonicMs: () => 0 })
trustedClock.recall(believedMs === undefined ? null : Number(believedMs))
const { fault } = trustedClock
const noteDate = (dateMs: number): void => trustedClock.noteDate(dateMs, 'a-source')
const http = createHttp({ kind: 'restomenum', baseUrl: address, nowMs, trustedClock: { fault, noteDate } })
const told = await http.fetch(address).then(
  (response) => `answered ${response.status}`,
  (error: unknown) => (error instanceof WireFault ? error.problem.code : 'something else'),
)
process.stdout.write(told)
await http.close()
