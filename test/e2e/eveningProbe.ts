import type { Page } from '@playwright/test'
import type { Snapshot } from '../../src/shared/contract/snapshot.ts'

/** What the page saw of an evening: whether what rings is in view, and what moved without anybody's doing. */
export interface Evening {
  samples: Sample[]
  /** Cumulative layout shift, and by how much each element moved. */
  shift: number
  shifted: Record<string, number>
  tileUnder(x: number, y: number): string | null
}

interface Sample {
  unseen: number
  /** Tiles of unseen orders that are wholly in view, and the oldest of them all among them. */
  whole: number
  isOldestWhole: boolean
}

declare global {
  interface Window {
    evening: Evening
  }
}

type Shift = PerformanceEntry & {
  value: number
  hadRecentInput: boolean
  sources: readonly { node: Node | null }[]
}

/** Between the core's word and its tile on a slow machine's screen, ms: what came later is not looked for yet. */
const DRAWN_WITHIN_MS = 250

/** Looks every so often while the board is shown. What waits is taken from what the core says, not from what is drawn. */
export async function startProbe(page: Page, everyMs: number): Promise<void> {
  await page.evaluate(
    async ([sampleMs, drawnWithinMs]) => {
      type Card = { key: string; isGone: boolean; alert: { kind: string; oldestSinceMs: number } | null }
      const waiting = new Map<string, { sinceMs: number; toldMs: number }>()
      const take = (cards: readonly Card[]): void => {
        // What ended unseen is a list of its own, under the tiles.
        for (const { key, alert, isGone } of cards)
          if (alert === null || (isGone && alert.kind !== 'cancelled')) waiting.delete(key)
          else waiting.set(key, { sinceMs: alert.oldestSinceMs, toldMs: waiting.get(key)?.toldMs ?? performance.now() })
      }
      const { tezgah } = window
      if (tezgah === undefined) throw new Error('no door')
      tezgah.on('snapshot.changed', ({ cards }) => {
        const keys = new Set(cards.map(({ key }) => key))
        for (const key of waiting.keys()) if (!keys.has(key)) waiting.delete(key)
        take(cards)
      })
      tezgah.on('snapshot.patched', ({ cards, removed }) => {
        take(cards)
        for (const key of removed) waiting.delete(key)
      })
      const first = await tezgah.request('snapshot.get', {})
      if (first.ok) take(first.value.cards)
      const orderAt = (x: number, y: number): string | null =>
        document.elementFromPoint(x, y)?.closest('.tile[data-order-key]')?.getAttribute('data-order-key') ?? null
      const isWhole = (key: string): boolean => {
        const box = document.querySelector(`.tile[data-order-key="${CSS.escape(key)}"]`)?.getBoundingClientRect()
        if (box === undefined) return false
        const corners = [
          [box.left + 6, box.top + 6],
          [box.right - 6, box.top + 6],
          [box.left + 6, box.bottom - 6],
          [box.right - 6, box.bottom - 6],
        ] as const
        return corners.every(([x, y]) => orderAt(x, y) === key)
      }
      const evening: Evening = { samples: [], shift: 0, shifted: {}, tileUnder: orderAt }
      window.evening = evening
      new PerformanceObserver((list) => {
        for (const { value, hadRecentInput, sources } of list.getEntries() as Shift[]) {
          if (hadRecentInput) continue
          evening.shift += value
          const names = sources.map(({ node }) => (node instanceof Element ? node.className : (node?.nodeName ?? '?')))
          const name = names.join(' | ')
          evening.shifted[name] = (evening.shifted[name] ?? 0) + value
        }
      }).observe({ type: 'layout-shift', buffered: false })
      setInterval(() => {
        // A dialog lies over all of it: who opened it is not looking at the board.
        if (document.querySelector('.board') === null || document.querySelector('[role="dialog"]') !== null) return
        const drawn = [...waiting].filter(([, { toldMs }]) => performance.now() - toldMs >= drawnWithinMs)
        if (drawn.length === 0) return
        const oldestMs = Math.min(...drawn.map(([, { sinceMs }]) => sinceMs))
        evening.samples.push({
          unseen: drawn.length,
          whole: drawn.filter(([key]) => isWhole(key)).length,
          isOldestWhole: drawn.some(([key, { sinceMs }]) => sinceMs === oldestMs && isWhole(key)),
        })
      }, sampleMs)
    },
    [everyMs, DRAWN_WITHIN_MS] as const,
  )
}

export interface Findings {
  sampleCount: number
  mostUnseen: number
  /** Of the samples in which something was unseen: in how many a tile of it, and of the oldest, was wholly in view. */
  inView: number
  oldestInView: number
  /** Of all tiles of unseen orders in all samples: how many were wholly in view. */
  tilesInView: number
  shift: number
  shifted: Record<string, number>
}

/** @param name of the evening, for the line that it writes */
export async function readProbe(page: Page, name: string): Promise<Findings> {
  const { samples, shift, shifted } = await page.evaluate(() => {
    const { samples: seen, shift: moved, shifted: by } = window.evening
    return { samples: seen, shift: moved, shifted: by }
  })
  const share = (is: (sample: Sample) => boolean): number => samples.filter(is).length / samples.length
  const found = {
    sampleCount: samples.length,
    mostUnseen: Math.max(...samples.map(({ unseen }) => unseen)),
    inView: share(({ whole }) => whole > 0),
    oldestInView: share(({ isOldestWhole }) => isOldestWhole),
    tilesInView: sumOf(samples, 'whole') / sumOf(samples, 'unseen'),
    shift,
    shifted,
  }
  process.stdout.write(
    `${name}: ${found.sampleCount} samples, at most ${found.mostUnseen} unseen, one wholly in view in ` +
      `${(100 * found.inView).toFixed(2)} %, the oldest in ${(100 * found.oldestInView).toFixed(2)} %, ` +
      `${(100 * found.tilesInView).toFixed(2)} % of all their tiles in view, ` +
      `layout shift ${shift.toFixed(3)} ${JSON.stringify(shifted)}\n`,
  )
  return found
}

const sumOf = (samples: readonly Sample[], what: 'whole' | 'unseen'): number =>
  samples.reduce((sum, sample) => sum + sample[what], 0)

type Ask = (name: string, input: unknown) => Promise<{ value?: unknown }>

/** What was really acknowledged, and how, as the ledger has it: by key. */
export async function acknowledgements(ask: Ask, keys: readonly string[]): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>()
  for (const key of keys) {
    const { history } = (await ask('order.get', { key })).value as {
      history: { happening: { what: string; how?: string } }[]
    }
    const hows = history.flatMap(({ happening }) => (happening.what === 'acknowledged' ? [happening.how ?? ''] : []))
    found.set(key, hows)
  }
  return found
}

/** Touches the button of the first tile in view, where it stands. @returns whose it was; null: there is none */
export async function touchOldest(page: Page): Promise<string | null> {
  const box = await page
    .locator('.tile[data-order-key] .tile__seen')
    .first()
    .boundingBox({ timeout: 500 })
    .catch(() => null)
  if (box === null) return null
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  const key = await page.evaluate(([left, top]) => window.evening.tileUnder(left, top), [x, y] as const)
  await page.mouse.click(x, y)
  // A second tap on the same spot, as of a finger that trembles.
  await page.mouse.click(x, y)
  return key
}

/** Enter leads to what waits, Enter again marks it. @returns what had the focus in between */
export async function pressOldest(page: Page): Promise<string | null> {
  await page.keyboard.press('Enter')
  const key = await page.evaluate(() => document.activeElement?.getAttribute('data-order-key') ?? null)
  await page.keyboard.press('Enter')
  return key
}

/** As fast as no hand is: all keys in one turn of the page. */
const typeAtOnce = (page: Page, keys: readonly string[], repeat: boolean): Promise<void> =>
  page.evaluate(
    ([pressed, isHeld]) => {
      const target = document.activeElement ?? document.body
      for (const key of pressed)
        target.dispatchEvent(new KeyboardEvent('keydown', { key, repeat: isHeld, bubbles: true, cancelable: true }))
    },
    [keys, repeat] as const,
  )

/** A barcode scanner's digits and its Enter. */
export const scan = (page: Page, digits: string): Promise<void> => typeAtOnce(page, [...digits, 'Enter'], false)

/** A key that something lies on, and a barcode of what is no order: neither means anything. */
export async function beCareless(page: Page): Promise<void> {
  await typeAtOnce(
    page,
    Array.from({ length: 30 }, () => 'Enter'),
    true,
  )
  await scan(page, '86901')
}

export const unseenKeys = ({ cards }: Snapshot): string[] =>
  cards.filter(({ alert }) => alert !== null).map(({ key }) => key)
