import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FoundPrinter } from '../../shared/settings/printer.ts'
import { PrinterIcon } from '../controls/icons.tsx'
import { ProblemText } from '../controls/ProblemText.tsx'
import { question } from '../request.ts'
import { NetworkPrinters } from './NetworkPrinters.tsx'
import { placeOfPrinter } from './printerDraft.ts'

interface FoundPrintersProps {
  door: 'desktop' | 'browser'
  /** The place that is in the form now. */
  chosen: string
  onTake(found: FoundPrinter): void
}

/** What the computer knows of by itself: one touch fills the form. */
export function FoundPrinters({ door, chosen, onTake }: FoundPrintersProps) {
  const { t } = useTranslation()
  const { data, error, isLoading, refetch } = useQuery(question('printers.find', {}))
  const [onNetwork, setOnNetwork] = useState<readonly FoundPrinter[]>([])
  const known = data?.filter(({ connection }) => connection.kind !== 'system' || door === 'desktop')
  // What the network says comes first: a receipt printer rather than an office's.
  const found = known === undefined && onNetwork.length === 0 ? undefined : [...onNetwork, ...(known ?? [])]
  return (
    <section className="found" aria-label={t('settings.printer.found')}>
      <div className="found__head">
        <h3>{t('settings.printer.found')}</h3>
        <button type="button" className="btn" onClick={() => void refetch()}>
          {t('settings.printer.findAgain')}
        </button>
      </div>
      {error !== null && <ProblemText problem={error.problem} />}
      {isLoading && <p role="status">{t('settings.printer.finding')}</p>}
      {found?.length === 0 && <p className="dialog__text">{t('settings.printer.foundNone')}</p>}
      <ul className="found__list">
        {found?.map((each) => {
          const place = placeOfPrinter(each)
          return (
            <li key={`${each.connection.kind} ${place}`}>
              <button
                type="button"
                className="pick"
                aria-pressed={`${each.connection.kind} ${place}` === chosen}
                aria-label={t('settings.printer.foundTake', { name: each.name })}
                onClick={() => onTake(each)}
              >
                <PrinterIcon />
                <strong>{each.name}</strong>
                <span>
                  {[t(`settings.printer.kinds.${each.connection.kind}`), each.detail]
                    .filter((part) => part !== null && part !== '')
                    .join(' · ')}
                </span>
              </button>
            </li>
          )
        })}
      </ul>
      <NetworkPrinters onFound={setOnNetwork} />
    </section>
  )
}
