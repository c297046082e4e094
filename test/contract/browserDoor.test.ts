import { test, expect, vi } from 'vitest'
import { createCounter } from '../../src/core/counter.ts'
import { openBrowserDoor } from '../../src/browser/browserDoor.ts'
import { createBrowserHost } from '../../src/browser/browserHost.ts'
import { makeScreen, temporaryFolder } from '../browser/testDoor.ts'
import { contractSuite } from './contractSuite.ts'
import { openHttpTransport } from './httpTransport.ts'

/** The contract over the browser door's real server, with the real core behind it. */
contractSuite(
  {
    test: (name, body) => test(name, body),
    equal: (actual, expected, message) => expect(actual, message).toEqual(expected),
    eventually: (check) => vi.waitFor(check, { timeout: 10_000 }),
  },
  async (body) => {
    const dataDir = temporaryFolder()
    const host = createBrowserHost(dataDir, '0.0.0')
    const door = await openBrowserDoor({
      dataDir,
      port: 0,
      ...makeScreen(temporaryFolder()),
      createCounter: () => createCounter(host),
      sessions: host.sessions,
      log: host.log,
    })
    if (door.kind !== 'open') throw new Error('The folder is new')
    const transport = await openHttpTransport(door.address)
    try {
      await body(transport)
    } finally {
      await transport.close()
      await door.close()
    }
  },
)
