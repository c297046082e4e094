import type { Page } from '@playwright/test'
import { contractSuite } from '../../contract/contractSuite.ts'
import { pageGlass, playwrightChecks } from '../pageGlass.ts'
import { test } from './tezgah.ts'

/** The contract through the desktop door's window: preload, IPC and its one checked wrapper. */

let page: Page
test.beforeEach(async ({ launch }) => {
  const tezgah = await launch({ provision: {} })
  page = tezgah.page
})

contractSuite({ ...playwrightChecks, test: (name, body) => test(name, body) }, (body) => body(pageGlass(page)))
