import { closeSync, openSync } from 'node:fs'
import { devNull } from 'node:os'
import { expect, test } from 'vitest'
import { whyNoPty } from './pty.ts'

const good = {
  posix_openpt: () => openSync(devNull, 'r+'),
  grantpt: () => 0,
  unlockpt: () => 0,
  ptsname: () => devNull,
}

test.skipIf(process.platform === 'win32').each([
  ['gives none', { posix_openpt: () => -1 }, 'gives no pseudo-terminals'],
  ['keeps its own', { grantpt: () => -1 }, 'does not name'],
  ['does not name it', { ptsname: () => null }, 'does not name'],
  ['names what is not there', { ptsname: () => '/nowhere/pts/4' }, '(/nowhere/pts/4)'],
])('a machine that %s is told what is missing and how to get it', (_, lacking, words) => {
  const why = whyNoPty(() => ({ ...good, ...lacking }))
  expect(why).toContain(words)
  expect(why).toContain('mount -t devpts')
})

test('a library that cannot be loaded is a reason too', () => {
  const why = whyNoPty(() => {
    throw new Error('libc.so.6: cannot open shared object file')
  })
  expect(why).toMatch(process.platform === 'win32' ? /Windows/ : /libc\.so\.6/)
})

test.skipIf(process.platform === 'win32')('looking leaves nothing open', () => {
  const next = (): number => {
    const fd = openSync(devNull, 'r+')
    closeSync(fd)
    return fd
  }
  const before = next()
  expect(whyNoPty(() => good)).toBeNull()
  expect(whyNoPty(() => ({ ...good, ptsname: () => null }))).not.toBeNull()
  expect(next()).toBe(before)
})
