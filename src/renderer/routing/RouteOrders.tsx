import { useTranslation } from 'react-i18next'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import type { Route } from '../../shared/settings/route.ts'
import { ManyChoice } from '../controls/ManyChoice.tsx'
import { AddWord } from './AddWord.tsx'
import { channelIdOf } from '../../shared/model/channel.ts'
import { channelsToOffer } from './channelNames.ts'
import { toggled } from './routeDrafts.ts'
import { useOrderCategories } from './useOrderCategories.ts'

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
