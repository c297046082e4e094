import { useTranslation } from 'react-i18next'
import { differenceOf, isEven } from '../../shared/model/courierAccount.ts'
import { type DoorMoney, doorPurses } from '../../shared/model/dispatch.ts'
import { formatLira } from '../../shared/model/money.ts'
import { ProblemText } from '../controls/ProblemText.tsx'
import { useRequest } from '../request.ts'
import { keepPouch, type PouchDraft, useDrafts } from '../settings/drafts.ts'
import { leaveFieldOnEscape, TextField } from '../settings/Field.tsx'
import { draftOf, emptyDraft, MoneyFields, readDraft } from './MoneyFields.tsx'

/** What its draft is kept under. */
export const accountKey = (shiftId: number, pouchId: number | null): string => `${shiftId}/${pouchId ?? 'open'}`

const untouched: PouchDraft = { money: {}, reason: '' }

interface PouchFormProps {
  shiftId: number
  expected: DoorMoney
  /** The closed account that is corrected; null: it is closed for the first time. */
  pouchId: number | null
  /** Packets are out: it is counted, and closed when they are back. */
  isGoingOn?: boolean
  onDone?(): void
}

/** Counts an account: what is expected, what is there, and why the two differ. */
export function PouchForm({ shiftId, expected, pouchId, isGoingOn = false, onDone }: PouchFormProps) {
  const { t } = useTranslation()
  const account = accountKey(shiftId, pouchId)
  const typed = useDrafts(({ pouches }) => pouches[account]) ?? untouched
  const { reason } = typed
  const keep = (part: Partial<PouchDraft>): void => keepPouch(account, { ...typed, ...part })
  // Card slips are added up elsewhere: only the cash has to be counted by hand.
  const draft = { ...draftOf(expected), cash: emptyDraft.cash, ...typed.money }
  const onSuccess = (): void => {
    keepPouch(account, null)
    onDone?.()
  }
  const close = useRequest('pouch.close', { onSuccess })
  const correct = useRequest('pouch.correct', { onSuccess })
  const counted = draft.cash.trim() === '' ? null : readDraft(draft)
  const difference = counted === null ? null : differenceOf({ expected, counted })
  const isReasonWanted = pouchId !== null || (difference !== null && !isEven(difference))
  const problem = close.error?.problem ?? correct.error?.problem ?? null
  const submit = (): void => {
    if (counted === null || isGoingOn) return
    if (pouchId !== null) correct.mutate({ pouchId, counted, reason })
    else close.mutate({ shiftId, counted, reason: reason.trim() === '' ? null : reason })
  }
  return (
    <form
      className="form pouch-form"
      onKeyDown={leaveFieldOnEscape}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <h3>{t(pouchId === null ? 'courier.pouch.title' : 'courier.pouch.correctTitle')}</h3>
      <MoneyFields draft={draft} onChange={(purse, text) => keep({ money: { ...typed.money, [purse]: text } })} />
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
          onChange={(text) => keep({ reason: text })}
        />
      )}
      {isGoingOn && <p role="status">{t('courier.pouch.stillOut')}</p>}
      {problem !== null && problem.code !== 'invalidRequest' && <ProblemText problem={problem} />}
      <button
        type="submit"
        className="btn btn--primary"
        disabled={
          isGoingOn ||
          counted === null ||
          (isReasonWanted && reason.trim() === '') ||
          close.isPending ||
          correct.isPending
        }
      >
        {t(pouchId === null ? 'courier.pouch.close' : 'courier.pouch.correct')}
      </button>
    </form>
  )
}
