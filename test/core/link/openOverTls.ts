import { redisLink } from '../../../src/core/link/redisLink.ts'
import { systemTimers } from '../../../src/system/systemClock.ts'

/** Opens a link as a counter does, asks for a slip on it, and says what came of it: authorities are read once, when a process starts. */
const [, , address = ''] = process.argv
const opened = await redisLink({ after: (delayMs, callback) => systemTimers.after(delayMs * 10, callback) })({
  address,
  password: null,
})
if (opened.ok) {
  const request = { account: 'acc', slip: '1:first:', member: 'a', counterName: 'Kasa', isForced: false }
  process.stdout.write((await opened.value.claim(request)).kind)
  opened.value.close()
} else process.stdout.write(opened.error.code)
