import { Notification } from 'electron'
import type { LogEntry, Notice } from '../core/host.ts'
import { describeFault } from '../system/logFile.ts'

export interface NotifierOptions {
  icon: string
  onClick: (orderKey: string | null) => void
  log: (entry: LogEntry) => void
}

/** Beyond this many the oldest is let go; a shop that has this many unseen looks at the board. */
const KEPT = 200

/**
 * Shows notices as desktop notifications. Each object is kept after it was shown and even closed, because a click in
 * the system's list of past notifications comes much later and is lost with the object.
 */
export function createNotifier(options: NotifierOptions): (notice: Notice) => void {
  const kept = new Map<string, Notification>()
  const forget = (tag: string): void => {
    kept.get(tag)?.close()
    kept.delete(tag)
  }
  return (notice) => {
    try {
      if (!Notification.isSupported()) return
      forget(notice.tag)
      const oldest = kept.size >= KEPT ? kept.keys().next().value : undefined
      if (oldest !== undefined) forget(oldest)
      const shown = new Notification({
        title: notice.title,
        body: notice.body,
        icon: options.icon,
        // The app makes its own sound until somebody has acknowledged the order.
        silent: true,
        urgency: notice.urgency,
        timeoutType: notice.urgency === 'critical' ? 'never' : 'default',
      })
      shown.on('click', () => options.onClick(notice.orderKey))
      shown.on('failed', () => options.log({ level: 'warn', what: 'notification.failed' }))
      kept.set(notice.tag, shown)
      shown.show()
    } catch (error) {
      options.log({ level: 'warn', what: 'notification.failed', data: describeFault(error) })
    }
  }
}
