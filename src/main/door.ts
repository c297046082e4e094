import { app, dialog } from 'electron'
import type { Counter } from '../core/counter.ts'
import type { Attention, Host, LogEntry } from '../core/host.ts'
import { EVENT_CHANNEL } from '../shared/contract/channels.ts'
import type { EventName } from '../shared/contract/events.ts'
import type { Snapshot } from '../shared/contract/snapshot.ts'
import { patchBetween } from '../shared/contract/snapshotPatch.ts'
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

const calm: Attention = { unacknowledgedCount: 0, hasAlarm: false, unheard: [], openCount: 0, waitingSlipCount: 0 }

export function createDoor({ files, url, language, keys, startsFullScreen, log }: DoorOptions): Door {
  let counter: Counter | null = null
  let attention = calm
  let sent: Snapshot | null = null
  /** What differs from the last; a page that has not had that one asks for the whole. */
  const sentAs = (snapshot: Snapshot): { name: EventName; payload: unknown } => {
    const before = sent
    sent = snapshot
    return before?.runId === snapshot.runId
      ? { name: 'snapshot.patched', payload: patchBetween(before, snapshot) }
      : { name: 'snapshot.changed', payload: snapshot }
  }
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
    showBoard: () => {
      board.show()
      counter?.showOrder(null)
    },
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
        board.send(EVENT_CHANNEL, event.name === 'snapshot.changed' ? sentAs(event.payload) : event)
      })
    },
  }
}
