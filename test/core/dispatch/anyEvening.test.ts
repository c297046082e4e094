import fc from 'fast-check'
import { expect, it } from 'vitest'
import { anyAction, playEvening } from './evening.ts'

it('vendor, ledger and memory agree in the end, no step is lost or taken twice, whatever fails and whenever it is killed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyAction, { minLength: 10, maxLength: 60 }), async (actions) => {
      expect((await playEvening(actions)).wrongs).toEqual([])
    }),
    { numRuns: 150 },
  )
}, 120_000)
