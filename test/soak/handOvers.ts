import { parseArgs } from 'node:util'
import fc from 'fast-check'
import { anyAction, playEvening } from '../core/dispatch/evening.ts'

/**
 * Hands over as many packets as asked for, in random evenings with every fault and with kills, and counts what vendor,
 * ledger and memory disagree about: `node test/soak/handOvers.ts --count 100000 --seed 1`.
 */
const { values } = parseArgs({
  options: { count: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } },
})
const wanted = Number(values.count)
const startedMs = performance.now()
let handedOver = 0
let evenings = 0
let wrongs = 0
for (let seed = Number(values.seed); handedOver < wanted; seed++) {
  for (const actions of fc.sample(fc.array(anyAction, { minLength: 100, maxLength: 300, size: 'max' }), {
    seed,
    numRuns: 20,
  })) {
    const evening = await playEvening(actions)
    handedOver += evening.handedOver
    evenings++
    if (evening.wrongs.length === 0) continue
    wrongs += evening.wrongs.length
    process.stdout.write(`seed ${seed}: ${evening.wrongs.join('; ')}\n`)
  }
}
const seconds = ((performance.now() - startedMs) / 1000).toFixed(0)
process.stdout.write(`${handedOver} hand-overs in ${evenings} evenings, ${wrongs} wrong, ${seconds} s\n`)
process.exitCode = wrongs === 0 ? 0 : 1
