import { useTranslation } from 'react-i18next'
import type { PrinterView } from '../../shared/contract.ts'
import { PrinterIcon } from '../controls/icons.tsx'

/** One printer's health, and how many slips wait for it. */
export function PrinterHealth({ printer }: { printer: PrinterView }) {
  const { t } = useTranslation()
  const state = printer.settings.enabled ? printer.state : 'disabled'
  const waiting = printer.waitingCount > 0 ? ` · ${t('printer.waiting', { count: printer.waitingCount })}` : ''
  return (
    <li className="health" data-tone={toneOf[state]} data-printer={printer.settings.id}>
      <PrinterIcon />
      <span className="health__name">{printer.settings.name}</span>
      <span className="health__facts">{t(`printer.state.${state}`) + waiting}</span>
    </li>
  )
}

const toneOf = { unknown: 'off', ok: 'good', problem: 'bad', disabled: 'off' } as const
