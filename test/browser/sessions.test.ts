import { expect, test } from 'vitest'
import { createSessions, type SessionRecord } from '../../src/browser/sessions.ts'

const DAY_MS = 86_400_000

function kept() {
  let written: ReturnType<SessionRecord['read']> = []
  const record: SessionRecord = {
    read: () => structuredClone(written),
    write: (sessions) => (written = structuredClone(sessions)),
  }
  const clock = { nowMs: () => nowMs, monotonicMs: () => nowMs }
  let nowMs = 1_000
  const open = () => createSessions(record, clock)
  return { open, pass: (ms: number) => void (nowMs += ms) }
}

const granted = (given: ReturnType<ReturnType<typeof createSessions>['redeem']>) => {
  if (typeof given === 'string') throw new Error(given)
  return given
}

test('a kiosk in use never expires, one that nobody uses does', () => {
  const { open, pass } = kept()
  const sessions = open()
  const [kiosk, forgotten] = [1, 2].map(() => granted(sessions.redeem(sessions.issueToken(), 'Chromium')))
  for (let day = 0; day < 40; day++) {
    pass(DAY_MS)
    expect(sessions.idOf(kiosk?.secret ?? '')).toBe(kiosk?.id)
  }
  sessions.redeem(sessions.issueToken(), 'Firefox')
  expect(sessions.list().map(({ id }) => id)).toContain(kiosk?.id)
  expect(sessions.idOf(forgotten?.secret ?? '')).toBeNull()
})

test('a flood of new screens never pushes out one that is in use, and its token stays good', () => {
  const { open, pass } = kept()
  const sessions = open()
  const shop = granted(sessions.redeem(sessions.issueToken(), 'Kasa'))
  for (let index = 0; index < 19; index++) granted(sessions.redeem(sessions.issueToken(), `Sel ${index}`))
  const token = sessions.issueToken(null)
  expect(sessions.redeem(token, 'Bir daha')).toBe('tooMany')
  expect(sessions.idOf(shop.secret)).toBe(shop.id)
  // Minutes later those that are closed give way, one for each that comes.
  pass(300_001)
  expect(sessions.idOf(shop.secret)).toBe(shop.id)
  expect(sessions.redeem(token, 'Bir daha')).toMatchObject({ id: expect.any(String) as string })
  expect(sessions.idOf(shop.secret)).toBe(shop.id)
  expect(sessions.list()).toHaveLength(20)
})

test('a screen that is signed out is refused at once, also after a restart', () => {
  const { open } = kept()
  const sessions = open()
  const ended: string[] = []
  sessions.onEnd((id) => ended.push(id))
  const grant = granted(sessions.redeem(sessions.issueToken(), 'Kasa'))
  expect(sessions.signOut(grant.id)).toBe(true)
  expect([sessions.idOf(grant.secret), ended, open().list()]).toEqual([null, [grant.id], []])
})

test('a clock that was set back by years signs nobody out', () => {
  const { open, pass } = kept()
  const sessions = open()
  pass(1_000 * DAY_MS)
  const grant = granted(sessions.redeem(sessions.issueToken(), 'Kasa'))
  pass(-999 * DAY_MS)
  expect(sessions.idOf(grant.secret)).toBe(grant.id)
  expect(
    open()
      .list()
      .map(({ id }) => id),
  ).toEqual([grant.id])
})
