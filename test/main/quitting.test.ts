import { EventEmitter } from 'node:events'
import type { MessageBoxOptions } from 'electron'
import { expect, test, vi } from 'vitest'
import { createQuitting, type QuittingOptions } from '../../src/main/quitting.ts'
import { wordsOf } from '../../src/main/words.ts'

/** The part of Electron's app that quitting goes through: quit asks before-quit, and ends unless prevented. */
class App extends EventEmitter {
  isOver = false
  quit(): void {
    let isPrevented = false
    this.emit('before-quit', { preventDefault: () => (isPrevented = true) })
    this.isOver ||= !isPrevented
  }
}

function start(waiting: number, answers: number[] = []) {
  const app = new App()
  const asked: MessageBoxOptions[] = []
  const overdue: (() => void)[] = []
  const stop = vi.fn((): Promise<void> => Promise.resolve())
  const quitting = createQuitting({
    app: app as unknown as QuittingOptions['app'],
    waitingSlipCount: () => waiting,
    words: () => wordsOf('tr'),
    ask: async (question) => {
      asked.push(question)
      return answers.shift() ?? 1
    },
    stop,
    timers: { after: (_delayMs, callback) => (overdue.push(callback), () => undefined) },
    log: () => undefined,
  })
  return { app, asked, stop, quitting, overdue }
}

test('without waiting slips it ends the core once, then the app, unasked', async () => {
  const { app, asked, stop } = start(0)
  app.quit()
  app.quit()
  await expect.poll(() => app.isOver).toBe(true)
  expect([stop.mock.calls.length, asked.length]).toEqual([1, 0])
})

test('with waiting slips it asks; staying keeps everything running, and it asks again next time', async () => {
  const { app, asked, stop, quitting } = start(3, [1, 0])
  app.quit()
  await expect.poll(() => asked.length).toBe(1)
  expect(asked[0]?.detail).toContain('3 fiş')
  expect([quitting.isEnding(), stop.mock.calls.length, app.isOver]).toEqual([false, 0, false])
  app.quit()
  await expect.poll(() => app.isOver).toBe(true)
  expect([asked.length, stop.mock.calls.length]).toEqual([2, 1])
})

test('closing the question, or Enter, means staying', async () => {
  const { app, asked } = start(1)
  app.quit()
  await expect.poll(() => asked.length).toBe(1)
  const { buttons = [], cancelId = -1, defaultId = -1 } = asked[0] ?? {}
  expect([buttons[cancelId], buttons[defaultId]]).toEqual(['Açık kal', 'Açık kal'])
})

test('the end of the session asks nobody', async () => {
  const { app, asked, quitting } = start(3)
  quitting.now()
  quitting.now()
  await expect.poll(() => app.isOver).toBe(true)
  expect(asked).toEqual([])
})

test('a core that cannot stop does not keep the app open', async () => {
  const { app, stop } = start(0)
  stop.mockRejectedValueOnce(new Error('stuck'))
  app.quit()
  await expect.poll(() => app.isOver).toBe(true)
})

test('a core that hangs does not either', async () => {
  const { app, stop, overdue } = start(0)
  stop.mockReturnValueOnce(new Promise(() => undefined))
  app.quit()
  await expect.poll(() => overdue.length).toBe(1)
  expect(app.isOver).toBe(false)
  overdue[0]?.()
  await expect.poll(() => app.isOver).toBe(true)
})
