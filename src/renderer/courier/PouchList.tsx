import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { differenceOf, isEven } from '../../shared/model/courierAccount.ts'
import { doorPurses, type Pouch } from '../../shared/model/dispatch.ts'
import { spellMoment } from '../../shared/model/istanbulTime.ts'
import { formatLira } from '../../shared/model/money.ts'
import { PrinterIcon } from '../controls/icons.tsx'
import { ProblemText } from '../controls/ProblemText.tsx'
import { useRequest } from '../request.ts'
import { Dialog } from '../controls/Dialog.tsx'
import { PouchForm } from './PouchForm.tsx'

/** Accounts that were counted: they stand as they are, and what was wrong is followed by a correction. */
export function PouchList({ pouches, language }: { pouches: readonly Pouch[]; language: 'tr' | 'en' }) {
  const { t } = useTranslation()
  const [correcting, setCorrecting] = useState<Pouch | null>(null)
  if (pouches.length === 0) return null
  const corrected = new Set(pouches.map(({ correctsId }) => correctsId))
  return (
    <section className="pouches">
      <h2>{t('courier.pouch.closed')}</h2>
      <ul>
        {pouches.map((pouch) => (
          <PouchRow
            key={pouch.id}
            pouch={pouch}
            language={language}
            onCorrect={corrected.has(pouch.id) ? null : () => setCorrecting(pouch)}
          />
        ))}
      </ul>
      {correcting !== null && (
        <Dialog isOpen title={t('courier.pouch.correctTitle')} onClose={() => setCorrecting(null)}>
          <PouchForm
            shiftId={correcting.shiftId}
            expected={correcting.expected}
            pouchId={correcting.id}
            onDone={() => setCorrecting(null)}
          />
        </Dialog>
      )}
    </section>
  )
}

interface PouchRowProps {
  pouch: Pouch
  language: 'tr' | 'en'
  /** null: a correction follows it already. */
  onCorrect: (() => void) | null
}

function PouchRow({ pouch, language, onCorrect }: PouchRowProps) {
  const { t } = useTranslation()
  const print = useRequest('pouch.print')
  const difference = differenceOf(pouch)
  const time = spellMoment(pouch.closedAtMs, language)
  return (
    <li className="pouch" data-pouch={pouch.id}>
      <strong>{t('courier.pouch.closedAt', { time, count: pouch.deliveredCount })}</strong>
      {pouch.correctsId !== null && <span className="mark">{t('courier.pouch.correction')}</span>}
      <span>
        {doorPurses.map((purse) => `${t(`courier.purse.${purse}`)} ${formatLira(pouch.counted[purse])}`).join(' · ')}
      </span>
      <span className="pouch__difference" data-even={isEven(difference) || undefined}>
        {isEven(difference)
          ? t('courier.pouch.even')
          : doorPurses
              .filter((purse) => difference[purse] !== 0)
              .map((purse) => `${t(`courier.purse.${purse}`)} ${formatLira(difference[purse])}`)
              .join(' · ')}
      </span>
      {pouch.reason !== null && <q>{pouch.reason}</q>}
      <button
        type="button"
        className="btn"
        disabled={print.isPending}
        onClick={() => print.mutate({ pouchId: pouch.id })}
      >
        <PrinterIcon />
        {t('courier.page.printPouch')}
      </button>
      {print.isSuccess && <p role="status">{t('courier.page.printing')}</p>}
      {print.error !== null && <ProblemText problem={print.error.problem} />}
      {onCorrect !== null && (
        <button type="button" className="btn" onClick={onCorrect}>
          {t('courier.pouch.correct')}
        </button>
      )}
    </li>
  )
}
