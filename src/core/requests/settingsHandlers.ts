import { fail, invalid, ok } from '../../shared/contract/problems.ts'
import { isEndless } from '../../shared/settings/sounds.ts'
import type { RequestDependencies, Some } from './dependencies.ts'

export function settingsHandlers({
  settings,
  retention,
  isViewOnly,
  host,
  screen,
  updates,
}: RequestDependencies): Some<'settings.update' | 'customers.erase' | 'update.check' | 'update.install'> {
  return {
    'settings.update': async (update) => {
      const before = settings.current()
      const given = Object.fromEntries(Object.entries(update).filter(([, value]) => value !== undefined))
      const next = { ...before, ...given }
      if (next.ageLateMinutes <= next.ageWarnMinutes) return invalid('ageLateMinutes', 'ageOrder')
      const { quiet } = next.sounds
      // What an earlier version has taken must not keep other sounds from being set.
      if (quiet !== null && isEndless(quiet) && !(before.sounds.quiet !== null && isEndless(before.sounds.quiet)))
        return invalid('sounds.quiet.until', 'quietEndless')
      settings.replace(next)
      if (next.autostart !== before.autostart) host.setAutostart(next.autostart)
      screen.changed(true)
      return ok(null)
    },
    'update.check': async () => updates.check(),
    'update.install': async () => updates.install(),
    'customers.erase': async () => {
      // What lies in a file that cannot be opened cannot be erased from it.
      if (isViewOnly) return fail('ledgerUnavailable')
      const erased = await retention.eraseNow()
      screen.changed(true)
      return ok(erased)
    },
  }
}
