import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { differenceOf, isEven } from '../../shared/model/courierAccount.ts'
import { type DoorMoney, doorPurses } from '../../shared/model/dispatch.ts'
import { formatLira } from '../../shared/model/money.ts'
import { ProblemText } from '../controls/ProblemText.tsx'
import { useRequest } from '../request.ts'
import { TextField } from '../settings/Field.tsx'
import { draftOf, emptyDraft, MoneyFields, readDraft } from './MoneyFields.tsx'

interface PouchFormProps {
  shiftId: number
  expected: DoorMoney
  /** The closed account that is corrected; null: it is closed for the first time. */
  pouchId: number | null
  onDone?(): void
}

/** Counts an account: what is expected, what is there, and why the two differ. */
export function PouchForm({ shiftId, expected, pouchId, onDone }: PouchFormProps) {
  const { t } = useTranslation()
  // Card slips are added up elsewhere: only the cash has to be counted by hand.
  const [draft, setDraft] = useState({ ...draftOf(expected), cash: emptyDraft.cash })
  const [reason, setReason] = useState('')
  const close = useRequest('pouch.close', onDone ? { onSuccess: onDone } : {})
  const correct = useRequest('pouch.correct', onDone ? { onSuccess: onDone } : {})
  const counted = draft.cash.trim() === '' ? null : readDraft(draft)
  const difference = counted === null ? null : differenceOf({ expected, counted })
  const isReasonWanted = pouchId !== null || (difference !== null && !isEven(difference))
  const problem = close.error?.problem ?? correct.error?.problem ?? null
  const submit = (): void => {
    if (counted === null) return
    if (pouchId !== null) correct.mutate({ pouchId, counted, reason })
    else close.mutate({ shiftId, counted, reason: reason.trim() === '' ? null : reason })
  }
  return (
    <form
      className="form pouch-form"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <h3>{t(pouchId === null ? 'courier.pouch.title' : 'courier.pouch.correctTitle')}</h3>
      <MoneyFields draft={draft} onChange={setDraft} />
      {difference !== null && (
        <p className="pouch-form__difference" data-even={isEven(difference) || undefined}>
          {t('courier.pouch.difference')}:{' '}
          {isEven(difference)
            ? t('courier.pouch.even')
            : doorPurses
                .filter((purse) => difference[purse] !== 0)
                .map((purse) => `${t(`courier.purse.${purse}`)} ${formatLira(difference[purse])}`)
                .join(', ')}
        </p>
      )}
      {isReasonWanted && (
        <TextField
          name="reason"
          label={t('courier.pouch.reason')}
          hint={t('courier.pouch.reasonHint')}
          problem={problem}
          value={reason}
          onChange={setReason}
        />
      )}
      {problem !== null && problem.code !== 'invalidRequest' && <ProblemText problem={problem} />}
      <button
        type="submit"
        className="btn btn--primary"
        disabled={counted === null || (isReasonWanted && reason.trim() === '') || close.isPending || correct.isPending}
      >
        {t(pouchId === null ? 'courier.pouch.close' : 'courier.pouch.correct')}
      </button>
    </form>
  )
}
