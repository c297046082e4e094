import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { ageOf } from '../../src/renderer/board/ageOf.ts'
import { arrangeCards, boardCards, findCards } from '../../src/renderer/board/boardCards.ts'
import { filterCards, filterChips, noFilter } from '../../src/renderer/board/boardFilter.ts'
import { channelHue } from '../../src/shared/model/channel.ts'
import { whyEmpty } from '../../src/renderer/board/EmptyBoard.tsx'
import { unseenCards } from '../../src/renderer/board/unseenCards.ts'
import type { Card } from '../../src/shared/contract/snapshot.ts'
import { moveSelection } from '../../src/renderer/board/moveSelection.ts'
import { staleSources } from '../../src/renderer/board/staleSources.ts'
import { gatherAlarms } from '../../src/renderer/shell/gatherAlarms.ts'
import { newlyAlerted } from '../../src/renderer/sound/webNotices.ts'
import { sayStale } from '../../src/renderer/words/sayAge.ts'
import { startWords } from '../../src/renderer/words/startWords.ts'
import { alarm, card, scenarioCards, job, NOW_MS, snapshot, source, waiting } from './fixtures.ts'
import { troubledSnapshot } from './troubledFixture.ts'

const numbers = (cards: readonly { number: string | null }[]) => cards.map((one) => one.number)
const MINUTE = 60_000

beforeAll(() => startWords('tr'))

describe('ageOf', () => {
  const limits = { ageWarnMinutes: 10, ageLateMinutes: 20 }
  const at = (waitedMs: number) => ageOf({ dueMs: NOW_MS - waitedMs }, NOW_MS, limits)

  it('has three steps, each from its very minute on', () => {
    expect(at(0)).toEqual({ minutes: 0, step: 'fresh' })
    expect(at(10 * MINUTE - 1)).toEqual({ minutes: 9, step: 'fresh' })
    expect(at(10 * MINUTE)).toEqual({ minutes: 10, step: 'warn' })
    expect(at(20 * MINUTE - 1)).toEqual({ minutes: 19, step: 'warn' })
    expect(at(20 * MINUTE)).toEqual({ minutes: 20, step: 'late' })
  })

  it('counts down to an order of later, and takes a clock a little ahead as now', () => {
    expect(at(-25 * MINUTE)).toEqual({ minutes: -25, step: 'early' })
    expect(at(-20_000)).toEqual({ minutes: 0, step: 'fresh' })
  })
})

describe('arrangeCards', () => {
  it('keeps an order of tomorrow apart until its time comes', () => {
    const later = card(7, 90, { scheduledForMs: NOW_MS + 31 * MINUTE })
    const { current, scheduled } = arrangeCards([later, card(1, 5)], NOW_MS)
    expect([numbers(current), numbers(scheduled)]).toEqual([['1'], ['7']])
    expect(numbers(arrangeCards([later, card(1, 5)], NOW_MS + 2 * MINUTE).current)).toEqual(['7', '1'])
  })
})

describe('unseenCards', () => {
  const numbersOf = (cards: readonly Card[]) => {
    const { calling, ended } = unseenCards(cards)
    return [numbers(calling), numbers(ended)]
  }

  it('are the oldest first, a cancelled one among them although it is gone', () => {
    expect(numbersOf(scenarioCards())).toEqual([['127', '126', '130', '131'], []])
  })

  it('are apart when they ended without anybody having to be called, the last to end first', () => {
    const endedAt = (number: number, atMs: number) =>
      card(number, 9, { alert: waiting('new', 5), isGone: true, ended: { why: 'delivered', atMs } })
    expect(numbersOf([endedAt(1, 100), card(2, 1, { alert: waiting('new', 1) }), endedAt(3, 200)])).toEqual([
      ['2'],
      ['3', '1'],
    ])
  })

  it('are none where all is seen', () => expect(numbersOf([card(1, 2)])).toEqual([[], []]))

  it('that ended are not on the board', () => {
    const cards = [card(1, 2), card(2, 2, { alert: waiting('new', 1), isGone: true })]
    expect(numbers(boardCards(cards, { find: '', filter: noFilter }, NOW_MS).current)).toEqual(['1'])
  })
})

describe('the chips over the board', () => {
  const getir = { id: 'getir', name: 'Getir' }
  const ready = { channel: getir, phase: 'ready' } as const
  const cards = [card(1, 5), card(2, 5, { type: 'pickup' }), card(3, 5, ready), card(4, 5, ready)]
  const said = (shown: readonly Card[], filter = noFilter) =>
    filterChips(shown, filter).map(({ facet, chips }) => [
      facet,
      ...chips.map(({ value, count }) => `${value} ${count}`),
    ])
  const { channel, phase } = card(1, 5)

  it('are of what there is more than one of, and count what the others leave', () => {
    expect(said([card(1, 5)])).toEqual([])
    expect(said(cards).map(([facet]) => facet)).toEqual(['channel', 'type', 'phase'])
    expect(said(cards)[0]?.toSorted()).toEqual(['channel', 'getir 2', `${channel.id} 2`].toSorted())
    const narrowed = { ...noFilter, type: 'pickup' }
    expect(said(cards, narrowed)[0]?.toSorted()).toEqual(['channel', 'getir 0', `${channel.id} 1`].toSorted())
    expect(said(cards, narrowed)[1]).toEqual(['type', 'delivery 3', 'pickup 1'])
  })

  it('keep the one that is chosen when its last order has left', () => {
    const [chips] = said([card(1, 5)], { ...noFilter, channel: 'getir' })
    expect(chips?.toSorted()).toEqual(['channel', 'getir 0', `${channel.id} 1`].toSorted())
  })

  it('narrow by all that is chosen together', () => {
    expect(numbers(filterCards(cards, { ...noFilter, phase, channel: channel.id }))).toEqual(['1', '2'])
    expect(numbers(filterCards(cards, { ...noFilter, channel: 'getir', type: 'pickup' }))).toEqual([])
  })
})

describe('findCards', () => {
  it.each([
    ['121', ['121']],
    ['ys-8842', ['121', '130']],
    ['SALGAM', ['121']],
    ['baklava hediye', ['128']],
    ['osmanaga', ['118']],
    ['no such', []],
  ])('finds %s', (search, found) => {
    expect(numbers(findCards(scenarioCards(), search))).toEqual(found)
  })

  it('leaves the board as it is for an empty search', () => {
    expect(findCards(scenarioCards(), '  ')).toHaveLength(scenarioCards().length)
  })
})

describe('moveSelection', () => {
  /** Two sections: three cards and one, then a row of two. */
  const places = [
    { key: 'a', left: 0, top: 0, width: 100 },
    { key: 'b', left: 110, top: 0, width: 100 },
    { key: 'c', left: 220, top: 0, width: 100 },
    { key: 'd', left: 0, top: 150, width: 100 },
    { key: 'e', left: 0, top: 340, width: 100 },
    { key: 'f', left: 110, top: 340, width: 100 },
  ]

  it.each([
    ['a', 'right', 'b'],
    ['c', 'right', 'd'],
    ['a', 'left', 'a'],
    ['c', 'down', 'd'],
    ['d', 'down', 'e'],
    ['f', 'up', 'd'],
    ['f', 'down', 'f'],
  ] as const)('from %s %s to %s', (from, direction, to) => {
    expect(moveSelection(places, from, direction)).toBe(to)
  })

  it('starts at the first card and knows an empty board', () => {
    expect(moveSelection(places, 'gone', 'down')).toBe('a')
    expect(moveSelection([], null, 'down')).toBeNull()
  })
})

describe('an empty board', () => {
  it('never calls a shop that hears nothing quiet', () => {
    expect(whyEmpty([]).kind).toBe('noSource')
    expect(whyEmpty([source('a', 'A', { enabled: false, state: 'disabled' })]).kind).toBe('disabled')
    expect(whyEmpty([source('a', 'A', { state: 'starting', lastSuccessMs: null })]).kind).toBe('connecting')
    expect(whyEmpty([source('a', 'A', { state: 'offline' })])).toEqual({ kind: 'blind', names: ['A'] })
    expect(whyEmpty([source('a', 'A', { state: 'stopped' }), source('b', 'B')])).toEqual({
      kind: 'partly',
      names: ['A'],
    })
  })

  it('is quiet only since the slowest of its sources answered', () => {
    const sources = [source('a', 'A', { lastSuccessMs: 5 }), source('b', 'B', { lastSuccessMs: 3 })]
    expect(whyEmpty(sources)).toEqual({ kind: 'quiet', checkedMs: 3 })
  })
})

describe('what may be out of date', () => {
  it('is what a silent source said last', () => {
    expect([...staleSources(troubledSnapshot(), NOW_MS, null)]).toEqual([['moda', 125_000]])
  })

  it('is of unknown age when no answer is on record', () => {
    const never = snapshot({ sources: [source('kadikoy', 'Kadıköy', { state: 'offline', lastSuccessMs: null })] })
    expect([...staleSources(never, NOW_MS, null)]).toEqual([['kadikoy', null]])
    expect(sayStale(i18next.t, null)).toBe('Son bilginin yaşı bilinmiyor')
  })

  it('is everything when the core itself is silent, as old as when each was heard last', () => {
    const times = { kadikoy: { lastSuccessMs: NOW_MS - 7_000, nextPollMs: null } }
    const stale = staleSources(snapshot({ sources: [source('kadikoy', 'Kadıköy')] }), NOW_MS, times)
    expect([...stale]).toEqual([['kadikoy', 7_000]])
    expect([...staleSources(snapshot(), NOW_MS, {}).keys()]).toEqual(['kadikoy', 'moda'])
  })
})

describe('gatherAlarms', () => {
  it('makes one banner of a slip in doubt and its alarm', () => {
    const { jobs, alarms } = gatherAlarms(troubledSnapshot())
    expect(jobs.map(({ job: { id }, alarm: one }) => [id, one?.id])).toEqual([[7, 'job:7']])
    expect(alarms.map(({ id }) => id)).toEqual(['source:moda', 'printer:kasa'])
  })

  it('makes one question a printer of the slips that were never sent, the oldest first', () => {
    const openJobs = [
      job(1, { state: 'undecided', wantedAtMs: 20 }),
      job(2, { state: 'undecided', wantedAtMs: 10 }),
      job(3, { state: 'undecided', printerId: 'mutfak' }),
      job(4, { state: 'held' }),
    ]
    const alarms = [
      alarm({ id: 'u', subject: 'undecided', subjectId: 'kasa', problem: { code: 'slipsUndecided' } }),
      alarm({ id: 'p', subject: 'printer', subjectId: 'kasa', problem: { code: 'paperOut' } }),
    ]
    const gathered = gatherAlarms({ alarms, openJobs })
    expect(
      gathered.undecided.map((group) => [group.printerId, group.jobs.map(({ id }) => id), group.alarm?.id]),
    ).toEqual([
      ['kasa', [2, 1], 'u'],
      ['mutfak', [3], undefined],
    ])
    expect([gathered.jobs, gathered.alarms.map(({ id }) => id)]).toEqual([[], ['p']])
  })
})

describe('newlyAlerted', () => {
  it('names each alert once, and again when it is of another kind', () => {
    const first = snapshot({
      cards: [card(1, 2, { alert: { kind: 'new', oldestSinceMs: 0, changes: [], sinceMs: 1 } }), card(2, 2)],
    })
    expect(numbers(newlyAlerted(null, first))).toEqual(['1'])
    expect(newlyAlerted(first, first)).toEqual([])
    const cancelled = snapshot({
      cards: [card(1, 2, { alert: { kind: 'cancelled', oldestSinceMs: 0, changes: [], sinceMs: 9 } })],
    })
    expect(numbers(newlyAlerted(first, cancelled))).toEqual(['1'])
  })
})

describe('channelHue', () => {
  it('is always the same for a channel, and never one of the waiting times', () => {
    expect(channelHue('Yemeksepeti')).toBe('pink')
    expect(channelHue('brand-new')).toBe(channelHue('brand-new'))
    for (const id of ['packet', 'getir', 'trendyol', 'a', 'zomato'])
      expect(channelHue(id)).not.toMatch(/red|amber|green/)
  })
})
