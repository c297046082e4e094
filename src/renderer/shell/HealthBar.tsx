import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Snapshot, SourceView } from '../../shared/contract/snapshot.ts'
import { CheckIcon, FoldIcon, UnfoldIcon, WarningIcon } from '../controls/icons.tsx'
import { roleOf } from '../settings/CounterRole.tsx'
import { useScreen } from '../store.ts'
import { COMPACT, useMedia } from '../useMedia.ts'
import { PrinterHealth } from './PrinterHealth.tsx'
import { SourceHealth } from './SourceHealth.tsx'

/** How every source and every printer is; a small window says it in one line and unfolds. */
export function HealthBar({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useTranslation()
  const go = useScreen((state) => state.go)
  const isLinkLost = useScreen((state) => state.linkLostSinceMs !== null)
  const isCompact = useMedia(COMPACT)
  const [isOpen, setOpen] = useState(false)
  const list = (
    <ul className="header__health" id="health-list" aria-label={t('header.health')}>
      {snapshot.sources.map((source) => (
        <SourceHealth key={source.id} source={source} />
      ))}
      {snapshot.printers.map((printer) => (
        <PrinterHealth
          key={printer.settings.id}
          printer={printer}
          onOpen={() => go({ name: 'journal', filter: 'all', printerId: printer.settings.id })}
        />
      ))}
      <CounterPart snapshot={snapshot} />
      {snapshot.printers.length === 0 && (
        <li className="health" data-tone="off">
          {t('printer.none')}
        </li>
      )}
    </ul>
  )
  if (!isCompact) return list
  const bad = namesInTrouble(snapshot, isLinkLost)
  const words =
    bad.length === 0 ? t('shell.health.good') : t('shell.health.bad', { count: bad.length, names: bad.join(', ') })
  return (
    <>
      <button
        type="button"
        className="health health--button health--summary"
        data-tone={bad.length === 0 ? 'good' : 'bad'}
        aria-expanded={isOpen}
        aria-controls="health-list"
        onClick={() => setOpen(!isOpen)}
      >
        {bad.length === 0 ? <CheckIcon /> : <WarningIcon />}
        <span className="health__facts">{words}</span>
        {isOpen ? <FoldIcon /> : <UnfoldIcon />}
      </button>
      {isOpen && list}
    </>
  )
}

/** Of several counters: which one this is, and whether it prints by itself. */
function CounterPart({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useTranslation()
  const role = roleOf(snapshot.settings.counter)
  if (role === null || role === 'alone') return null
  return (
    <li className="health" data-tone={role === 'prints' ? 'good' : 'off'}>
      {t(`counters.${role}`, { name: snapshot.counterName })}
    </li>
  )
}

/** Sources that do not answer first, then printers that do not print. */
function namesInTrouble({ sources, printers }: Snapshot, isLinkLost: boolean): string[] {
  const isHeard = ({ hearing }: SourceView): boolean =>
    hearing === 'off' || (!isLinkLost && (hearing === 'ok' || hearing === 'slow'))
  return [
    ...sources.filter((source) => !isHeard(source)).map(({ name }) => name),
    ...printers
      .filter(({ settings, state }) => settings.enabled && state === 'problem')
      .map(({ settings }) => settings.name),
  ]
}
