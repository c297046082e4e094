import type { Page } from '@playwright/test'
import { contractSuite } from '../../contract/contractSuite.ts'
import { pageTransport, playwrightChecks } from '../pageTransport.ts'
import { test } from './door.ts'

/** The contract through a real page of the built browser door: its script, fetch and server-sent events. */

let page: Page
test.beforeEach(async ({ openDoor, page: opened }) => {
  page = opened
  const door = await openDoor({ provision: {} })
  await page.goto(door.address)
  await page.waitForFunction(() => 'tezgah' in window)
})

contractSuite({ ...playwrightChecks, test: (name, body) => test(name, body) }, (body) => body(pageTransport(page)))
