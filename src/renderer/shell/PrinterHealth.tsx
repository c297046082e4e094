import { useTranslation } from 'react-i18next'
import type { PrinterView } from '../../shared/contract/snapshot.ts'
import { PrinterIcon } from '../controls/icons.tsx'

interface PrinterHealthProps {
  printer: PrinterView
  /** Leads to its slips; left out: only told. */
  onOpen?(): void
}

/** One printer's health, and how many slips wait for it. */
export function PrinterHealth({ printer, onOpen }: PrinterHealthProps) {
  const { t } = useTranslation()
  const state = printer.settings.enabled ? printer.state : 'disabled'
  const waiting = printer.waitingCount > 0 ? ` · ${t('printer.waiting', { count: printer.waitingCount })}` : ''
  const facts = (
    <>
      <PrinterIcon />
      <span className="health__name">{printer.settings.name}</span>
      <span className="health__facts">{t(`printer.state.${state}`) + waiting}</span>
    </>
  )
  const marks = { 'data-tone': toneOf[state], 'data-printer': printer.settings.id }
  if (onOpen === undefined) {
    return (
      <li className="health" {...marks}>
        {facts}
      </li>
    )
  }
  return (
    <li>
      <button type="button" className="health health--button" {...marks} onClick={onOpen}>
        {facts}
        <span className="visually-hidden">{t('header.openJournal', { printer: printer.settings.name })}</span>
      </button>
    </li>
  )
}

const toneOf = { unknown: 'off', ok: 'good', problem: 'bad', disabled: 'off' } as const
