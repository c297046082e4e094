import { app, BrowserWindow, dialog, nativeImage } from 'electron'
import type { Counter } from '../core/counter.ts'
import type { Attention, Host, LogEntry } from '../core/host.ts'
import { EVENT_CHANNEL } from '../shared/contract/channels.ts'
import type { AppFiles } from './appFiles.ts'
import { createBoardWindow, type BoardWindow } from './boardWindow.ts'
import type { CurrentLanguage } from './language.ts'
import { openNotifications } from './notifications.ts'
import { createQuitting, type Quitting } from './quitting.ts'
import { acknowledgeAll } from './acknowledgeAll.ts'
import { systemTimers } from '../system/systemClock.ts'
import { openTray } from './tray.ts'
import { createWindowAttention } from './windowAttention.ts'
import { wordsOf, type Words } from './words.ts'

export interface DoorOptions {
  files: AppFiles
  url: string
  language: CurrentLanguage
  log: (entry: LogEntry) => void
}

/** What people see of the desktop app: window, tray, badge, notifications, and the way out. */
export interface Door {
  board: BoardWindow
  quitting: Quitting
  notify: Host['notify']
  showAttention: Host['showAttention']
  /** Connects the counter once it exists; it is made from a host that already needs this door. */
  attach(counter: Counter): void
}

const platform = process.platform
const calm: Attention = { unacknowledgedCount: 0, hasAlarm: false, openCount: 0, waitingSlipCount: 0 }

export function createDoor({ files, url, language, log }: DoorOptions): Door {
  let counter: Counter | null = null
  let attention = calm
  const words = (): Words => wordsOf(language.get())
  const quitting = createQuitting({
    app,
    waitingSlipCount: () => counter?.attention().waitingSlipCount ?? 0,
    words,
    ask: async (question) => (await dialog.showMessageBox(question)).response,
    stop: async () => counter?.stop(),
    timers: systemTimers,
    log,
  })
  const board = createBoardWindow({
    open: (options) => new BrowserWindow(options),
    url,
    preload: files.preload,
    icon: files.icon,
    timers: systemTimers,
    log,
    closesToTray: () => !quitting.isEnding(),
    onMade: () => refresh(),
    onSessionEnd: () => quitting.now(),
  })
  const showTray = openTray(files, {
    open: board.show,
    acknowledgeAll: () => void (counter && acknowledgeAll(counter)),
    quit: () => app.quit(),
  })
  const showOnWindow = createWindowAttention({ app, platform, overlay: nativeImage.createFromPath(files.overlay) })
  const refresh = (): void => {
    showTray(attention, words())
    showOnWindow(attention, words(), board.withWindow)
  }
  refresh()
  return {
    board,
    quitting,
    notify: openNotifications({
      icon: files.icon,
      onClick: (orderKey) => {
        board.show()
        counter?.showOrder(orderKey)
      },
      log,
    }),
    showAttention: (next) => {
      attention = next
      refresh()
    },
    attach: (made) => {
      counter = made
      made.subscribe((event) => {
        if (event.name === 'snapshot.changed' && event.payload.settings.language !== language.get()) {
          language.set(event.payload.settings.language)
          refresh()
        }
        board.send(EVENT_CHANNEL, event)
      })
    },
  }
}
