import { Notification } from 'electron'
import { afterEach, expect, test, vi } from 'vitest'
import type { Notice } from '../../src/core/host.ts'
import { createNotifier } from '../../src/main/notifications.ts'

const notice = (tag: string, orderKey: string | null = null): Notice => ({
  tag,
  title: tag,
  body: '',
  urgency: 'critical',
  orderKey,
  language: 'tr',
})

/** What the system shows, oldest first. */
function watch() {
  const shown: Notification[] = []
  const closed: Notification[] = []
  vi.spyOn(Notification.prototype, 'show').mockImplementation(function (this: Notification) {
    shown.push(this)
  })
  vi.spyOn(Notification.prototype, 'close').mockImplementation(function (this: Notification) {
    closed.push(this)
  })
  const clicked: (string | null)[] = []
  const notify = createNotifier({ icon: 'i', onClick: (key) => clicked.push(key), log: () => undefined })
  return { notify, shown, closed, clicked }
}
afterEach(() => vi.restoreAllMocks())

test('a click brings its own order, also long after it was closed', () => {
  const { notify, shown, clicked } = watch()
  notify(notice('a', 'order:a'))
  notify(notice('b'))
  shown[0]?.emit('close')
  shown[1]?.emit('click')
  shown[0]?.emit('click')
  expect(clicked).toEqual([null, 'order:a'])
})

test('the same tag replaces the one before', () => {
  const { notify, shown, closed } = watch()
  notify(notice('a'))
  notify(notice('a'))
  expect(shown).toHaveLength(2)
  expect(closed).toEqual([shown[0]])
})

test('they are silent, because the app sounds by itself, and critical ones stay', () => {
  const { notify, shown } = watch()
  notify(notice('a'))
  expect(shown[0]).toMatchObject({ silent: true, timeoutType: 'never', urgency: 'critical' })
})

test('a system without notifications, or one that throws, is no reason to fail', () => {
  const { notify, shown } = watch()
  vi.spyOn(Notification, 'isSupported').mockReturnValueOnce(false)
  notify(notice('a'))
  expect(shown).toEqual([])
  vi.mocked(Notification.prototype.show).mockImplementation(() => {
    throw new Error('no service')
  })
  expect(() => notify(notice('a'))).not.toThrow()
})
