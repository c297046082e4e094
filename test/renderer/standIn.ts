import type { Page } from '@playwright/test'
import type { OrderPage } from '../../src/shared/contract/requests.ts'
import type { Snapshot } from '../../src/shared/contract/snapshot.ts'
import type { Result } from '../../src/shared/contract/problems.ts'

/** A request the screen made. */
export interface Asked {
  name: string
  input: Record<string, unknown>
}

declare global {
  interface Window {
    standIn: {
      asked: Asked[]
      answers: Record<string, Result<unknown>>
      /** Keeps back the answers of a request until `release`. */
      hold(name: string): void
      release(name: string): void
      emit(name: string, payload: unknown): void
    }
  }
}

export interface StandInState {
  snapshot: Snapshot
  page: OrderPage
  /** Kinds of devices that sound can come in by or go out by; left out: one speaker. */
  outputs?: MediaDeviceKind[]
  /** By request name; all others answer `null`. */
  answers?: Record<string, Result<unknown>>
}

/** Gives the page a `window.tezgah` that answers from fixtures and remembers what it was asked. */
export async function installStandIn(page: Page, state: StandInState): Promise<void> {
  await page.clock.setFixedTime(state.snapshot.nowMs)
  await page.addInitScript((given: StandInState) => {
    const listeners: { name: string; listener: (payload: unknown) => void }[] = []
    const asked: Asked[] = []
    const answers: Record<string, Result<unknown>> = {
      'snapshot.get': { ok: true, value: given.snapshot },
      'snapshot.mark': { ok: true, value: given.snapshot },
      'order.get': { ok: true, value: given.page },
      'order.lookup': { ok: true, value: { ...given.page, isOnBoard: false } },
      'orders.search': { ok: true, value: { found: [], hasMore: false } },
      'payments.names': {
        ok: true,
        value: {
          names: [
            { sourceId: 'a', name: 'Kapıda Nakit', count: 34, said: null, guess: 'cash', isCertain: true },
            {
              sourceId: 'a',
              name: 'Online Kredi/Banka Kartı',
              count: 12,
              said: null,
              guess: 'online',
              isCertain: false,
            },
            { sourceId: 'a', name: 'Multinet Online', count: 3, said: 'online', guess: 'online', isCertain: false },
          ],
        },
      },
      'order.print': { ok: true, value: { jobIds: [1], printers: ['Kasa'] } },
      'printer.save': { ok: true, value: { id: 'kasa' } },
      'printer.test': { ok: true, value: { outcome: 'sent', confirms: 'none' } },
      'printers.find': { ok: true, value: [] },
      'printerModels.list': { ok: true, value: [] },
      'jobs.list': { ok: true, value: [] },
      'job.steps': { ok: true, value: [] },
      'routes.get': { ok: true, value: { routes: [], problems: [] } },
      'couriers.day': { ok: true, value: [] },
      'ledger.restarts': { ok: true, value: [] },
      'link.day': { ok: true, value: { outages: [], unheardCount: 0, elsewhereCount: 0, doubled: [] } },
      'couriers.get': { ok: true, value: { couriers: [], lists: {}, paymentTypes: {} } },
      'routes.preview': { ok: true, value: { slips: [], problems: [] } },
      ...given.answers,
    }
    const held = new Map<string, { until: Promise<void>; release: () => void }>()
    const standIn = {
      asked,
      answers,
      hold: (name: string) => {
        let release = (): void => {}
        const until = new Promise<void>((resolve) => (release = resolve))
        held.set(name, { until, release })
      },
      release: (name: string) => {
        held.get(name)?.release()
        held.delete(name)
      },
      emit: (name: string, payload: unknown) => {
        for (const one of listeners) if (one.name === name) one.listener(payload)
      },
    }
    const tezgah = {
      request: async (name: string, input: Record<string, unknown>) => {
        asked.push({ name, input })
        await held.get(name)?.until
        return answers[name] ?? { ok: true, value: null }
      },
      on: (name: string, listener: (payload: unknown) => void) => {
        const entry = { name, listener }
        listeners.push(entry)
        return () => listeners.splice(listeners.indexOf(entry), 1)
      },
    }
    Object.assign(window, { standIn, tezgah })
    // The machine that runs this may have no speaker.
    const outputs = given.outputs ?? ['audiooutput']
    navigator.mediaDevices.enumerateDevices = async () => outputs.map((kind) => ({ kind }) as MediaDeviceInfo)
  }, state)
}

/** What the screen has asked for, without the regular look at the snapshot and its word on its sound. */
export const askedOf = (page: Page): Promise<Asked[]> =>
  page.evaluate(() =>
    window.standIn.asked.filter(({ name }) => !name.startsWith('snapshot.') && name !== 'sound.report'),
  )
