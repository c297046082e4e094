import { fieldFaultOf } from '../../shared/contract/fieldFault.ts'
import type { RequestInput } from '../../shared/contract/requests.ts'
import { type Result, fail, invalid, invalidField, ok } from '../../shared/contract/problems.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import { type SourceSettings, sourceSettingsSchema } from '../../shared/settings/source.ts'
import { keepRemovedSource } from '../hearing/removedSources.ts'
import type { Host, Secrets, StoredSecrets } from '../host.ts'
import { keysFor } from '../polling/boundKeys.ts'
import { freeId } from '../settings/provision.ts'
import type { RequestDependencies, Some } from './dependencies.ts'
import { sameName } from '../../shared/model/foldTurkish.ts'

type SourceInput = RequestInput<'source.save'>['source']

export function sourceHandlers(
  dependencies: RequestDependencies,
): Some<'source.save' | 'source.remove' | 'source.test' | 'source.resume'> {
  const { settings, sources, vendors, host } = dependencies
  return {
    'source.save': async ({ id, source }) => {
      const checked = toSettings(id ?? freeId(`${source.kind}-${source.name}`, settings.current().sources), source)
      if (!checked.ok) return checked
      const saved = checked.value
      const refusal = placeRefused(settings.current(), id, saved)
      if (refusal) return refusal
      const hasNewKeys = source.apiKey !== undefined || source.apiSecret !== undefined
      const keys = source.enabled || hasNewKeys ? await completeKeys(id, source, host) : null
      if (keys?.ok === false) return keys
      // Before the settings: a source that is saved without its keys would be refused by its vendor.
      if (keys && hasNewKeys) await sources.storeKeys(saved.id, keys.value, saved.baseUrl)
      // Keyrings take their time, and other requests came in between.
      const current = settings.current()
      const lateRefusal = placeRefused(current, id, saved)
      if (lateRefusal) return lateRefusal
      const others = current.sources.map((candidate) => (candidate.id === saved.id ? saved : candidate))
      settings.replace({ ...current, sources: id === null ? [...current.sources, saved] : others })
      await sources.restart(saved.id)
      return ok({ id: saved.id })
    },
    'source.remove': async ({ id }) => {
      const current = settings.current()
      const { [id]: _, ...paymentMeanings } = current.paymentMeanings
      settings.replace({
        ...current,
        paymentMeanings,
        sources: current.sources.filter((source) => source.id !== id),
      })
      const removed = current.sources.find((source) => source.id === id)
      if (removed) await forgetSource(dependencies, removed)
      return ok(null)
    },
    'source.test': async ({ id, source }) => {
      const checked = toSettings(id ?? 'test', source)
      if (!checked.ok) return checked
      const keys = await completeKeys(id, source, host)
      if (!keys.ok) return keys
      const client = vendors[source.kind].createClient(checked.value, keys.value, host)
      const answer = await client.checkCredentials(AbortSignal.timeout(20_000))
      await client.close()
      return answer.ok ? ok(null) : answer
    },
    'source.resume': async ({ id }) => {
      await sources.restart(id)
      return ok(null)
    },
  }
}

/** A source that is set no more: it is asked nothing, nothing of it waits for anybody, and its keys are gone. */
export async function forgetSource(
  dependencies: Pick<RequestDependencies, 'host' | 'ledger' | 'sources' | 'book' | 'hearingLog' | 'screen'>,
  source: SourceSettings,
): Promise<void> {
  const { host, ledger, sources, book, hearingLog, screen } = dependencies
  const { id } = source
  await sources.restart(id)
  keepRemovedSource(ledger, source, { lastSuccessMs: hearingLog.lastSuccessMs(id), nowMs: host.clock.nowMs() })
  book.forgetSource(id)
  hearingLog.forget(id)
  screen.changed(true)
  await sources.removeKeys(id)
}

/** Why it cannot be saved among the others as they are now; null when it can. */
function placeRefused({ sources }: Settings, id: string | null, saved: SourceSettings): ReturnType<typeof fail> | null {
  if (id !== null && !sources.some((candidate) => candidate.id === id)) return fail('notFound')
  if (sources.some((other) => other.id !== id && sameName(other, saved))) return invalid('name', 'nameTaken')
  return id === null && sources.some((other) => other.id === saved.id) ? fail('conflict') : null
}

function toSettings(id: string, source: SourceInput): Result<SourceSettings> {
  const { apiKey: _, apiSecret: __, ...shape } = source
  const consumer = source.kind === 'adisyo' ? source.consumer || `Tezgah - ${source.name}` : null
  const given = { ...shape, id, consumer }
  const parsed = sourceSettingsSchema.safeParse(given)
  return parsed.success ? ok(parsed.data) : invalidField(fieldFaultOf(parsed.error, given))
}

/** The keys given, completed by the ones that are set for this address: leaving a field empty keeps what is there. */
async function completeKeys(id: string | null, source: SourceInput, { secrets }: Host): Promise<Result<Secrets>> {
  const stored: StoredSecrets = id === null ? { kind: 'missing' } : await secrets.read(id)
  const before = keysFor(stored, source.baseUrl)
  const why = stored.kind === 'set' && before === null ? 'addressChanged' : 'missing'
  const apiKey = source.apiKey ?? before?.apiKey
  if (apiKey === undefined) return invalid('apiKey', why)
  if (source.kind === 'restomenum') return ok({ apiKey })
  const apiSecret = source.apiSecret ?? before?.apiSecret
  return apiSecret === undefined ? invalid('apiSecret', why) : ok({ apiKey, apiSecret })
}
