import type { SettingsContent } from '../../shared/contract/moveRequests.ts'
import { ok } from '../../shared/contract/problems.ts'
import { keysFor } from '../polling/boundKeys.ts'
import { readSettingsFile, type SettingsFile, writeSettingsFile } from '../settings/settingsFile.ts'
import type { RequestDependencies, Some } from './dependencies.ts'
import { replaceRouting } from './rerouting.ts'
import { forgetSource } from './sourceHandlers.ts'

/** A shop's settings, to another computer and from it. */
export function moveHandlers(
  dependencies: RequestDependencies,
): Some<'settings.export' | 'settings.inspect' | 'settings.import'> {
  const { settings, sources, queue, host, screen, link } = dependencies

  const contentOf = async ({ version, atMs, settings: given }: SettingsFile): Promise<SettingsContent> => {
    const kept = new Set(given.sources.map(({ id }) => id))
    const named = given.sources.map(async ({ id, name, kind, baseUrl }) => {
      const stored = await host.secrets.read(id).catch(() => ({ kind: 'unreadable' }) as const)
      return { name, kind, hasKeys: keysFor(stored, baseUrl) !== null }
    })
    return {
      version,
      atMs,
      sources: await Promise.all(named),
      printers: given.printers.map(({ name, connection }) => ({ name, connection: connection.kind })),
      routeCount: given.routes.length,
      courierCount: given.couriers.length,
      removes: settings.current().sources.flatMap(({ id, name }) => (kept.has(id) ? [] : [name])),
    }
  }

  return {
    'settings.export': async () =>
      ok(writeSettingsFile({ version: host.version, atMs: host.clock.nowMs(), settings: settings.current() })),
    'settings.inspect': async ({ text }) => {
      const file = readSettingsFile(text)
      return file.ok ? ok(await contentOf(file.value)) : file
    },
    'settings.import': async ({ text }) => {
      const file = readSettingsFile(text)
      if (!file.ok) return file
      const content = await contentOf(file.value)
      const before = settings.current()
      const next = file.value.settings
      replaceRouting(dependencies, next)
      if (JSON.stringify(next.link) !== JSON.stringify(before.link)) await link.restart()
      if (next.autostart !== before.autostart) host.setAutostart(next.autostart)
      const gone = before.sources.filter(({ id }) => !next.sources.some((source) => source.id === id))
      for (const source of gone) await forgetSource(dependencies, source)
      for (const { id } of next.sources) await sources.restart(id)
      queue.wake()
      screen.changed(true)
      return ok(content)
    },
  }
}
