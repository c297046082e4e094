import { createHttp } from '../../src/core/vendors/http/http.ts'
import { WireFault } from '../../src/core/vendors/http/wireFault.ts'

/** Asks one address as a source does, and says what came of it: authorities are read once, when a process starts. */
const address = process.argv[2] ?? ''
const http = createHttp({ kind: 'restomenum', baseUrl: address, nowMs: () => Date.now() })
const told = await http.fetch(address).then(
  (response) => `answered ${response.status}`,
  (error: unknown) => (error instanceof WireFault ? error.problem.code : 'something else'),
)
process.stdout.write(told)
await http.close()
