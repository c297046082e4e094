import type { Handlers, OrderPage, RequestInput, Snapshot } from '../shared/contract.ts'
import type { Order } from '../shared/order.ts'
import { fail, ok, type Result } from '../shared/result.ts'
import { type PrinterSettings, type Settings, type SourceSettings, sourceSettingsSchema } from '../shared/settings.ts'
import type { Host, Secrets } from './host.ts'
import type { KnownOrder, Ledger, PrintJob } from './ledger/ledger.ts'
import { firstSlips, orderLabel } from './orders/effects.ts'
import type { OrderBook } from './orders/orderBook.ts'
import type { PosVendors } from './pos/posClient.ts'
import { composeSlip } from './printing/composeSlip.ts'
import type { PrintQueue } from './printing/printQueue.ts'
import { testPrinter } from './printing/testPrinter.ts'
import { freeId } from './provision.ts'
import type { SettingsBook } from './settingsBook.ts'
import { jobView } from './snapshot.ts'
import type { Sources } from './sources.ts'

export interface RequestDependencies {
  host: Host
  ledger: Ledger
  book: OrderBook
  settings: SettingsBook
  sources: Sources
  vendors: PosVendors
  queue: PrintQueue
  isViewOnly: boolean
  snapshot(): Snapshot
  silence(alarmId: string): void
  changed(): void
}

/** Unsent slips: printing again would make two of them when the printer is back. */
const UNSENT: readonly PrintJob['state'][] = ['wanted', 'failed', 'held']

/** What each request of a screen does. Inputs are already checked against the contract. */
export function createHandlers(dependencies: RequestDependencies): Handlers {
  return {
    'snapshot.get': async () => ok(dependencies.snapshot()),
    'alarm.silence': async ({ id }) => {
      dependencies.silence(id)
      return ok(null)
    },
    ...orderHandlers(dependencies),
    ...jobHandlers(dependencies),
    ...settingsHandlers(dependencies),
    ...sourceHandlers(dependencies),
    ...printerHandlers(dependencies),
  }
}

type Some<Name extends keyof Handlers> = Pick<Handlers, Name>

function orderHandlers(
  dependencies: RequestDependencies,
): Some<'orders.acknowledge' | 'order.get' | 'order.lookup' | 'order.print'> {
  const { book, ledger, sources, settings, queue } = dependencies
  /** Looked up by hand and not remembered unless printed; the latest few. */
  const lookedUp = new Map<string, Order>()
  const find = (key: string): KnownOrder | Order | null => book.find(key) ?? lookedUp.get(key) ?? null

  return {
    'orders.acknowledge': async ({ keys }) => {
      book.acknowledge(keys)
      return ok(null)
    },
    'order.get': async ({ key }) => {
      const found = find(key)
      return found ? ok(pageOf(found, dependencies)) : fail('notFound')
    },
    'order.lookup': async ({ sourceId, orderId }) => {
      const source = settings.current().sources.find((candidate) => candidate.id === sourceId)
      if (source?.kind !== 'adisyo') return invalid('sourceId', 'only Adisyo orders can be looked up by id')
      const client = sources.client(sourceId)
      if (client === null) return fail('keyMissing')
      const answer = await client.getDetails(orderId, AbortSignal.timeout(20_000))
      if (!answer.ok) return answer
      lookedUp.delete(answer.value.key)
      lookedUp.set(answer.value.key, answer.value)
      if (lookedUp.size > 20) lookedUp.delete([...lookedUp.keys()][0] ?? '')
      return ok(pageOf(book.find(answer.value.key) ?? answer.value, dependencies))
    },
    'order.print': async ({ key, printerId, reason }) => {
      if (dependencies.isViewOnly) return fail('ledgerUnavailable')
      const found = find(key)
      if (found === null) return fail('notFound')
      const printer = choosePrinter(settings.current(), printerId)
      if (printer === null) return fail(printerId === null ? 'noPrinter' : 'printerNotFound')
      const order = 'order' in found ? found.order : found
      if (!('order' in found)) book.remember(order)
      const job = wantSlip(ledger, order, printer, reason, dependencies.host.clock.nowMs())
      queue.add([job])
      dependencies.changed()
      return ok({ jobId: job.id })
    },
  }
}

const choosePrinter = ({ printers }: Settings, printerId: string | null): PrinterSettings | null =>
  printers.find((printer) => (printerId === null ? printer.enabled : printer.id === printerId)) ?? null

function wantSlip(ledger: Ledger, order: Order, printer: PrinterSettings, reason: string | null, nowMs: number): PrintJob {
  const earlier = ledger.readJobsOfOrder(order.key)
  const unsent = earlier.find((job) => job.printerId === printer.id && UNSENT.includes(job.state))
  if (unsent) return unsent
  const kind = earlier.length === 0 ? 'order' : 'copy'
  const label = { orderKey: order.key, orderLabel: orderLabel(order), printerId: printer.id }
  return ledger.addJob({ ...label, kind, dedupe: 'first', reason: kind === 'copy' ? reason : null, changes: null }, nowMs)
}

function pageOf(found: KnownOrder | Order, { ledger, settings, host }: RequestDependencies): OrderPage {
  const order = 'order' in found ? found.order : found
  const current = settings.current()
  return {
    order,
    isOnBoard: 'order' in found && found.state === 'open',
    slip: composeSlip(order, {
      nowMs: host.clock.nowMs(),
      computerName: host.computerName,
      sourceName: current.sources.find((source) => source.id === order.sourceId)?.name ?? '',
      closingLine: current.closingLine,
      mark: order.phase === 'cancelled' ? { kind: 'cancelled' } : { kind: 'none' },
      isPossibleDuplicate: false,
      isIncomplete: order.completeness === 'summary',
      attempt: 1,
      language: current.language,
    }),
    jobs: ledger.readJobsOfOrder(order.key).map((job) => jobView(job, current)),
    history: ledger.readHistory(order.key).map(({ atMs, what, detail }) => ({ atMs, what, detail })),
  }
}

function jobHandlers(dependencies: RequestDependencies): Some<'job.answer' | 'jobs.list' | 'baseline.answer'> {
  const { ledger, queue, settings, book, host } = dependencies
  return {
    'job.answer': async ({ jobId, answer }) => queue.answer(jobId, answer),
    'jobs.list': async ({ limit }) =>
      ok(ledger.readRecentJobs(limit).map((job) => jobView(job, settings.current()))),
    'baseline.answer': async ({ sourceId, print }) => {
      const isOffered = (entry: KnownOrder): boolean =>
        entry.order.sourceId === sourceId && entry.isBaseline && entry.state === 'open'
      const orders = book.known().filter(isOffered)
      const wanted = print ? orders.flatMap(({ order }) => firstSlips(order, settings.current().printers)) : []
      if (print && wanted.length === 0 && orders.length > 0) return fail('noPrinter')
      const atMs = host.clock.nowMs()
      const jobs = ledger.commit({ sourceId, atMs, isBaseline: false, known: [], alerts: [], jobs: wanted, history: [] })
      ledger.writeValue(baselineAnswerKey(sourceId), print ? 'printed' : 'left')
      queue.add(jobs)
      dependencies.changed()
      return ok(null)
    },
  }
}

export const baselineAnswerKey = (sourceId: string): string => `baselineAnswer:${sourceId}`

function settingsHandlers({ settings, host, changed }: RequestDependencies): Some<'settings.update'> {
  return {
    'settings.update': async (update) => {
      const before = settings.current()
      const given = Object.fromEntries(Object.entries(update).filter(([, value]) => value !== undefined))
      const next = { ...before, ...given }
      if (next.ageLateMinutes <= next.ageWarnMinutes) return invalid('ageLateMinutes', 'must be more than the first step')
      settings.replace(next)
      if (next.autostart !== before.autostart) host.setAutostart(next.autostart)
      changed()
      return ok(null)
    },
  }
}

type SourceInput = RequestInput<'source.save'>['source']

function sourceHandlers(
  dependencies: RequestDependencies,
): Some<'source.save' | 'source.remove' | 'source.test' | 'source.resume'> {
  const { settings, sources, vendors, book, host, changed } = dependencies
  return {
    'source.save': async ({ id, source }) => {
      const current = settings.current()
      if (id !== null && !current.sources.some((candidate) => candidate.id === id)) return fail('notFound')
      if (current.sources.some((other) => other.id !== id && sameName(other, source))) {
        return invalid('name', 'another source has this name')
      }
      const checked = toSettings(id ?? freeId(`${source.kind}-${source.name}`, current.sources), source)
      if (!checked.ok) return checked
      const saved = checked.value
      const keys = await keysFor(saved.id, source, host)
      if (!keys.ok) return keys
      const others = current.sources.map((candidate) => (candidate.id === saved.id ? saved : candidate))
      settings.replace({ ...current, sources: id === null ? [...current.sources, saved] : others })
      if (source.apiKey !== undefined || source.apiSecret !== undefined) await sources.storeKeys(saved.id, keys.value)
      await sources.restart(saved.id)
      return ok({ id: saved.id })
    },
    'source.remove': async ({ id }) => {
      const current = settings.current()
      settings.replace({ ...current, sources: current.sources.filter((source) => source.id !== id) })
      await sources.restart(id)
      await sources.removeKeys(id)
      book.forgetSource(id)
      changed()
      return ok(null)
    },
    'source.test': async ({ id, source }) => {
      const checked = toSettings(id ?? 'test', source)
      if (!checked.ok) return checked
      const keys = await keysFor(id, source, host)
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

function toSettings(id: string, source: SourceInput): Result<SourceSettings> {
  const { apiKey: _, apiSecret: __, ...shape } = source
  const consumer = source.kind === 'adisyo' ? source.consumer || `Tezgah - ${source.name}` : null
  const parsed = sourceSettingsSchema.safeParse({ ...shape, id, consumer })
  if (parsed.success) return ok(parsed.data)
  const issue = parsed.error.issues[0]
  return invalid(issue?.path.join('.') ?? '', issue?.message ?? '')
}

/** The keys given, completed by the ones that are set: leaving a field empty keeps what is there. */
async function keysFor(id: string | null, source: SourceInput, { secrets }: Host): Promise<Result<Secrets>> {
  const stored = id === null ? null : await secrets.read(id)
  const before = stored?.kind === 'set' ? stored.secrets : null
  const apiKey = source.apiKey ?? before?.apiKey
  if (apiKey === undefined) return invalid('apiKey', 'is needed')
  if (source.kind === 'restomenum') return ok({ apiKey })
  const apiSecret = source.apiSecret ?? before?.apiSecret
  return apiSecret === undefined ? invalid('apiSecret', 'is needed') : ok({ apiKey, apiSecret })
}

function printerHandlers(dependencies: RequestDependencies): Some<'printer.save' | 'printer.remove' | 'printer.test'> {
  const { settings, queue, host, changed } = dependencies
  return {
    'printer.save': async ({ id, printer }) => {
      const current = settings.current()
      if (id !== null && !current.printers.some((candidate) => candidate.id === id)) return fail('notFound')
      if (current.printers.some((other) => other.id !== id && sameName(other, printer))) {
        return invalid('name', 'another printer has this name')
      }
      const saved = { ...printer, id: id ?? freeId(printer.name, current.printers) }
      const others = current.printers.map((candidate) => (candidate.id === id ? saved : candidate))
      settings.replace({ ...current, printers: id === null ? [...current.printers, saved] : others })
      queue.wake()
      changed()
      return ok({ id: saved.id })
    },
    'printer.remove': async ({ id }) => {
      const current = settings.current()
      settings.replace({ ...current, printers: current.printers.filter((printer) => printer.id !== id) })
      queue.wake()
      changed()
      return ok(null)
    },
    'printer.test': async ({ printer }) =>
      testPrinter({ ...printer, id: 'test' }, { host, language: settings.current().language }),
  }
}

const sameName = (left: { name: string }, right: { name: string }): boolean =>
  left.name.toLocaleLowerCase('tr') === right.name.toLocaleLowerCase('tr')

const invalid = (field: string, message: string): ReturnType<typeof fail> => fail('invalidRequest', { field, message })
