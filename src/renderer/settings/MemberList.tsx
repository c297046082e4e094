import { useTranslation } from 'react-i18next'
import type { MemberView } from '../../shared/model/linkMember.ts'
import { formatMoment } from '../../shared/model/istanbulTime.ts'
import { useNow } from '../useNow.ts'

/** How each counter is, branch by branch. */
export function MemberList({ members }: { members: readonly MemberView[] }) {
  const { t } = useTranslation()
  const nowMs = useNow(60_000)
  if (members.length === 0) return null
  const branches = [...Map.groupBy(members, ({ branchName }) => branchName)]
  return (
    <section className="members" aria-label={t('link.members')}>
      <h2>{t('link.members')}</h2>
      {branches.map(([branch, own]) => (
        <div key={branch}>
          {branch !== '' && <h3>{branch}</h3>}
          <ul className="members__list">
            {own.map((member) => (
              <Member key={member.id} member={member} nowMs={nowMs} />
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}

function Member({ member, nowMs }: { member: MemberView; nowMs: number }) {
  const { t } = useTranslation()
  const { name, isThis, isHere, lastHeardMs, version, isPrintingCounter } = member
  const health = isHere
    ? t('link.here')
    : t('link.gone', { time: lastHeardMs === null ? '' : formatMoment(lastHeardMs, nowMs) })
  const marks = [isThis ? t('link.this') : null, isPrintingCounter ? t('link.printing') : null].filter(Boolean)
  return (
    <li className="members__one" data-here={isHere || undefined}>
      <p>
        <strong>{name}</strong> {marks.length > 0 && `(${marks.join(', ')})`} {health}
      </p>
      <p className="field__hint">
        {[
          t('link.version', { version }),
          ...member.sources.map((source) => `${source.name}: ${t(`link.hearing.${source.hearing}`)}`),
          ...member.printers.map((printer) => `${printer.name}: ${t(`link.printer.${printer.state}`)}`),
          ...(member.canBeHeard ? [] : [t('link.unheard')]),
          t('link.waitingSlips', { count: member.waitingSlipCount }),
          t('link.unseen', { count: member.unacknowledgedCount }),
        ].join(' · ')}
      </p>
    </li>
  )
}
