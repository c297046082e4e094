import { contractSuite } from '../../contract/contractSuite.ts'
import { pageTransport, playwrightChecks } from '../pageTransport.ts'
import { endTezgah, makeDataDir, openTezgah, removeDataDir, test, type Tezgah } from './tezgah.ts'

/** The contract through the built desktop door: page, context bridge, preload, IPC and its checks. */

let dataDir: string
let tezgah: Tezgah
test.beforeAll(async () => {
  dataDir = await makeDataDir()
  tezgah = await openTezgah(dataDir)
})
test.afterAll(async () => {
  await endTezgah(tezgah)
  await removeDataDir(dataDir)
})

contractSuite({ ...playwrightChecks, test: (name, body) => test(name, body) }, (body) =>
  body(pageTransport(tezgah.page)),
)
