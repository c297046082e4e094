import { useQueries } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Card, Snapshot } from '../../shared/contract/snapshot.ts'
import type { Route } from '../../shared/settings/route.ts'
import { ManyChoice } from '../controls/ManyChoice.tsx'
import { question } from '../request.ts'
import { channelIdOf } from '../../shared/model/channel.ts'
import { channelsToOffer } from './channelNames.ts'
import { toggled } from './routeDrafts.ts'

interface RouteOrdersProps {
  snapshot: Snapshot
  route: Route
  change(part: Partial<Route>): void
}

/** Orders whose type nobody knows are packets to the rules, so there is nothing to choose for them. */
const types = ['delivery', 'pickup', 'table'] as const

/** Which orders a rule is for. What is not narrowed down stays "all". */
export function RouteOrders({ snapshot, route, change }: RouteOrdersProps) {
  const { t } = useTranslation()
  const all = t('routing.all')
  const channels = channelsToOffer(snapshot.cards, route.channelIds ?? [])
  const categories = [...new Set([...useOrderCategories(snapshot.cards), ...(route.categories ?? [])])]
  const add = (some: readonly string[] | null, word: string): string[] => [...new Set([...(some ?? []), word])]
  return (
    <fieldset className="group">
      <legend>{t('routing.which')}</legend>
      {snapshot.sources.length > 1 && (
        <div className="field">
          <span className="field__label">{t('routing.sources')}</span>
          <ManyChoice
            label={t('routing.sources')}
            allLabel={all}
            options={snapshot.sources.map((source) => ({ value: source.id, label: source.name }))}
            value={route.sourceIds}
            onAll={() => change({ sourceIds: null })}
            onToggle={(id) => change({ sourceIds: toggled(route.sourceIds, id) })}
          />
        </div>
      )}
      <div className="field">
        <span className="field__label">{t('routing.channels')}</span>
        <ManyChoice
          label={t('routing.channels')}
          allLabel={all}
          options={channels.map(({ id, name }) => ({ value: id, label: name }))}
          value={route.channelIds}
          onAll={() => change({ channelIds: null })}
          onToggle={(id) => change({ channelIds: toggled(route.channelIds, id) })}
        />
        <AddWord
          label={t('routing.addChannel')}
          onAdd={(word) => change({ channelIds: add(route.channelIds, channelIdOf(word)) })}
        />
      </div>
      <div className="field">
        <span className="field__label">{t('routing.types')}</span>
        <ManyChoice
          label={t('routing.types')}
          allLabel={all}
          options={types.map((type) => ({ value: type, label: t(`type.${type}`) }))}
          value={route.types}
          onAll={() => change({ types: null })}
          onToggle={(picked) => {
            const type = types.find((candidate) => candidate === picked)
            if (type !== undefined) change({ types: toggled(route.types, type) })
          }}
        />
      </div>
      <div className="field">
        <span className="field__label">{t('routing.categories')}</span>
        <ManyChoice
          label={t('routing.categories')}
          allLabel={all}
          options={categories.map((category) => ({ value: category, label: category }))}
          value={route.categories}
          onAll={() => change({ categories: null })}
          onToggle={(category) => change({ categories: toggled(route.categories, category) })}
        />
        <AddWord
          label={t('routing.addCategory')}
          onAdd={(word) => change({ categories: add(route.categories, word) })}
        />
        <span className="field__hint">{t('routing.categoriesHint')}</span>
      </div>
    </fieldset>
  )
}

/** A word of one's own beside the offered ones; Enter takes it. */
function AddWord({ label, onAdd }: { label: string; onAdd(word: string): void }) {
  const { t } = useTranslation()
  const [word, setWord] = useState('')
  const add = (): void => {
    if (word.trim() !== '') onAdd(word.trim())
    setWord('')
  }
  return (
    <span className="add-word">
      <input
        className="input"
        aria-label={label}
        placeholder={label}
        title={t('routing.addHint')}
        maxLength={80}
        value={word}
        onChange={(event) => setWord(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          // Not the form's: a word is not a rule.
          event.preventDefault()
          add()
        }}
      />
      <button
        type="button"
        className="btn"
        disabled={word.trim() === ''}
        onClick={add}
        aria-label={`${t('action.add')}: ${label}`}
      >
        {t('action.add')}
      </button>
    </span>
  )
}

/** Enough orders to have met most of a menu. */
const LOOKED_AT = 30

/** Product categories of the orders on the board, as their vendors write them. Cards have none: each is asked for once. */
function useOrderCategories(cards: readonly Card[]): string[] {
  const [keys] = useState(() => cards.slice(-LOOKED_AT).map((card) => card.key))
  return useQueries({
    queries: keys.map((key) => ({ ...question('order.get', { key }), staleTime: Infinity })),
    combine: (answers) => {
      const lines = answers.flatMap(({ data }) => data?.order.lines ?? [])
      const found = new Set(lines.map((line) => line.category).filter((category) => category !== null))
      return [...found].sort((left, right) => left.localeCompare(right, 'tr'))
    },
  })
}
