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

test('for an update the core ends and the app stays; what ends it then is the installer', async () => {
  const { app, stop, quitting } = start(0)
  expect(await quitting.stopForUpdate()).toBe(true)
  expect([stop.mock.calls.length, app.isOver]).toEqual([1, false])
  app.quit()
  expect([stop.mock.calls.length, app.isOver]).toEqual([1, true])
})

test('an installer that asks, or a session that ends, while the installer is waited for ends the app at once', async () => {
  const { app, stop, quitting } = start(3)
  await quitting.stopForUpdate()
  quitting.now()
  expect([stop.mock.calls.length, app.isOver]).toEqual([1, true])
})

test('a session that ends while the core ends for an update: nothing is installed, and the app ends', async () => {
  const { app, stop, quitting } = start(0)
  let end = (): void => undefined
  stop.mockReturnValueOnce(new Promise((resolve) => (end = resolve)))
  const stopping = quitting.stopForUpdate()
  quitting.now()
  end()
  expect(await stopping).toBe(false)
  expect([stop.mock.calls.length, app.isOver]).toEqual([1, true])
})

test('after an update that did not come to pass, the app goes on and ends as ever', async () => {
  const { app, stop, quitting } = start(0)
  await quitting.stopForUpdate()
  quitting.resume()
  expect(quitting.isEnding()).toBe(false)
  app.quit()
  await expect.poll(() => app.isOver).toBe(true)
  expect(stop.mock.calls.length).toBe(2)
})
