import { expect, type Page } from '@playwright/test'
import type { EventName } from '../../src/shared/contract/events.ts'
import type { ContractTransport, Runner } from '../contract/contractSuite.ts'

/** The transport as a page has it: `window.tezgah`, whichever door put it there. */
export const pageTransport = (page: Page): ContractTransport => ({
  request: (name, input) =>
    page.evaluate(([asked, given]) => window.tezgah?.request(asked as never, given as never) as Promise<unknown>, [
      name,
      input,
    ] as const),
  async listen(...names: readonly EventName[]) {
    const ear = await page.evaluateHandle((events) => {
      const heard: unknown[] = []
      const ends = events.map((event) => window.tezgah?.on(event, (payload) => void heard.push(payload)))
      return { heard, unsubscribe: () => ends.forEach((end) => end?.()) }
    }, names)
    return {
      heard: () => ear.evaluate(({ heard }) => heard),
      unsubscribe: () => ear.evaluate((it) => it.unsubscribe()),
    }
  },
  close: async () => {},
})

/** What Playwright gives the contract suite besides `test`, which carries its own fixtures. */
export const playwrightChecks: Omit<Runner, 'test'> = {
  equal: (actual, expected, message) => expect(actual, message).toEqual(expected),
  eventually: (check) => expect(check).toPass({ timeout: 15_000 }),
}
