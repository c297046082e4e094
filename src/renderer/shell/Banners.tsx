import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { Dialog } from '../controls/Dialog.tsx'
import { UnfoldIcon } from '../controls/icons.tsx'
import { useScreen } from '../store.ts'
import { COMPACT, useMedia } from '../useMedia.ts'
import { useNow } from '../useNow.ts'
import { ConcernBanner } from './ConcernBanner.tsx'
import { concernId, type ConcernRow, rankConcerns, rowsInSight } from './concerns.ts'
import { FoldedBanner } from './FoldedBanner.tsx'

/** Rows under the page: more would push the board out of sight. */
const MOST_ROWS = 2

/** What needs a person, worst first, under the board and every other page: a few rows, and all of it in a list. */
export function Banners({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useTranslation()
  const isLinkLost = useScreen((state) => state.linkLostSinceMs !== null)
  const refused = useScreen((state) => state.actionError)
  const isCompact = useMedia(COMPACT)
  /** In the largest letters a row says what is wrong; the rest is in the list. */
  const isBrief = snapshot.settings.textSize === 'largest'
  const [isListed, setListed] = useState(false)
  const nowMs = useNow(60_000)
  const isSettingUp = useScreen((state) => state.route.name === 'setup')
  const rows = rankConcerns(snapshot, { isLinkLost, refused, isSettingUp, nowMs })
  const inSight = rowsInSight(rows, isCompact || isBrief ? 1 : MOST_ROWS)
  const away = rows.length - inSight.length
  const close = (): void => setListed(false)
  return (
    <section
      className="banners"
      aria-label={t('banner.alarms')}
      data-compact={isCompact || undefined}
      data-brief={isBrief || undefined}
    >
      {inSight.length > 0 && (
        <div className="banners__rows">
          {inSight.map((row) => (
            <Row key={row.id} row={row} snapshot={snapshot} nowMs={nowMs} onOpen={() => setListed(true)} />
          ))}
        </div>
      )}
      {(away > 0 || ((isCompact || isBrief) && rows.length > 0)) && (
        <button type="button" className="btn banners__all" onClick={() => setListed(true)}>
          {away > 0 && !isCompact && !isBrief
            ? t('shell.attention.away', { count: away })
            : t('shell.attention.open', { count: rows.length })}
          <UnfoldIcon />
        </button>
      )}
      <Dialog isOpen={isListed && rows.length > 0} title={t('banner.alarms')} onClose={close}>
        <div className="banners__list">
          {rows.flatMap(({ concerns }) =>
            concerns.map((concern) => (
              <ConcernBanner key={concernId(concern)} concern={concern} snapshot={snapshot} nowMs={nowMs} />
            )),
          )}
        </div>
      </Dialog>
    </section>
  )
}

interface RowProps {
  row: ConcernRow
  snapshot: Snapshot
  nowMs: number
  onOpen(): void
}

function Row({ row, snapshot, nowMs, onOpen }: RowProps) {
  const [only] = row.concerns
  if (only === undefined) return null
  if (row.concerns.length > 1) return <FoldedBanner row={row} onOpen={onOpen} />
  return <ConcernBanner key={concernId(only)} concern={only} snapshot={snapshot} nowMs={nowMs} />
}
