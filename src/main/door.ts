import { app, dialog } from 'electron'
import type { Counter } from '../core/counter.ts'
import type { Attention, Host, LogEntry } from '../core/host.ts'
import { EVENT_CHANNEL } from '../shared/contract/channels.ts'
import { snapshotSchema } from '../shared/contract/snapshot.ts'
import type { AppFiles } from './appFiles.ts'
import { createBoardWindow, type BoardWindow } from './boardWindow.ts'
import { createNotifier } from './notifications.ts'
import { createQuitting, type Quitting } from './quitting.ts'
import { systemTimers } from '../system/systemClock.ts'
import { openTray } from './tray.ts'
import type { WindowKeys } from './windowKeys.ts'
import { wordsOf, type CurrentLanguage, type Words } from './words.ts'

export interface DoorOptions {
  files: AppFiles
  url: string
  language: CurrentLanguage
  keys: WindowKeys
  startsFullScreen: () => boolean
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

const calm: Attention = { unacknowledgedCount: 0, hasAlarm: false, openCount: 0, waitingSlipCount: 0 }

export function createDoor({ files, url, language, keys, startsFullScreen, log }: DoorOptions): Door {
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
    files,
    url,
    log,
    keys,
    startsFullScreen,
    closesToTray: () => !quitting.isEnding(),
    onSessionEnd: () => quitting.now(),
  })
  const showTray = openTray(files, {
    open: board.show,
    acknowledgeAll: () => void (counter && acknowledgeAll(counter)),
    quit: () => app.quit(),
  })
  const refresh = (): void => {
    showTray(attention, words())
    board.showAttention(attention, words())
  }
  refresh()
  return {
    board,
    quitting,
    notify: createNotifier({
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

/** Acknowledges every alert of the board as it is now, through the same requests a screen would use. */
async function acknowledgeAll(counter: Counter): Promise<void> {
  const answer = await counter.handle('snapshot.get', {})
  const snapshot = answer.ok ? snapshotSchema.safeParse(answer.value).data : undefined
  const keys = (snapshot?.cards ?? []).filter((card) => card.alert !== null).map((card) => card.key)
  if (snapshot && keys.length > 0)
    await counter.handle('orders.acknowledge', { keys, runId: snapshot.runId, rev: snapshot.rev })
}
