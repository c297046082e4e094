import { invalid, ok } from '../../shared/contract/problems.ts'
import { dayOf } from './dayRequests.ts'
import type { RequestDependencies, Some } from './dependencies.ts'

export function linkHandlers(dependencies: RequestDependencies): Some<'link.save' | 'link.test' | 'link.day'> {
  const { link, settings, screen, ledger } = dependencies
  return {
    'link.save': async ({ link: next, password }) => {
      if (next.enabled && next.address === '') return invalid('link.address', 'missing')
      const target = next.address === '' ? null : await link.target(next.address, password)
      if (next.enabled && target === null) return invalid('password', 'addressChanged')
      // Before the settings: a server is not asked with a password that was entered for another one.
      if (password !== undefined) await link.savePassword(next.address, password)
      settings.replace({ ...settings.current(), link: next })
      await link.restart()
      screen.changed(true)
      return ok(null)
    },
    'link.test': async ({ address, password }) => {
      if (address === '') return invalid('address', 'missing')
      const target = await link.target(address, password)
      return target === null ? invalid('password', 'addressChanged') : link.test(target)
    },
    'link.day': async ({ dayIso }) => {
      const day = dayOf(dayIso, dependencies)
      return day === null ? invalid('dayIso', 'noSuchDay') : ok(ledger.readLinkDay(day.fromMs, day.untilMs))
    },
  }
}
