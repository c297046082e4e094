import { Notification } from 'electron'
import { createNotifier, type NotifierOptions } from './notifier.ts'

/** Notices through the system's notifications. */
export const openNotifications = (
  options: Pick<NotifierOptions, 'icon' | 'onClick' | 'log'>,
): ReturnType<typeof createNotifier> =>
  createNotifier({
    ...options,
    isSupported: () => Notification.isSupported(),
    create: (given) => new Notification(given),
  })
