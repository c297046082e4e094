import { useTranslation } from 'react-i18next'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import type { CounterSettings } from '../../shared/settings/counter.ts'
import { isLinkOn } from '../../shared/settings/link.ts'
import { ChoiceField } from '../controls/Choice.tsx'

const roles = ['alone', 'prints', 'onRequest'] as const
type Role = (typeof roles)[number]

/** What a counter is to the others of its shop; null: nobody has said. */
export function roleOf({ printsByItself, others }: CounterSettings): Role | null {
  if (!printsByItself) return 'onRequest'
  if (others === 'unsaid') return null
  return others === 'none' ? 'alone' : 'prints'
}

interface CounterRoleProps {
  settings: Snapshot['settings']
  update(counter: CounterSettings): void
}

/** The question whether there is another Tezgah, and who of them prints by itself. */
export function CounterRole({ settings: { counter, link }, update }: CounterRoleProps) {
  const { t } = useTranslation()
  const role = roleOf(counter)
  return (
    <ChoiceField
      label={t('counters.ask')}
      value={role ?? ''}
      options={roles.map((value) => ({ value, label: t(`counters.roles.${value}`) }))}
      hint={t(isLinkOn(link) ? `link.roleHint.${role ?? 'unsaid'}` : `counters.roleHint.${role ?? 'unsaid'}`)}
      onChange={(picked) =>
        update({
          ...counter,
          printsByItself: picked !== 'onRequest',
          others: picked === 'alone' ? 'none' : 'some',
        })
      }
    />
  )
}
