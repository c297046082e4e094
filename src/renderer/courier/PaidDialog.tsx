import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { plannedPaid } from '../../shared/model/courierAccount.ts'
import { type Delivery, type DoorPurse, doorPurses } from '../../shared/model/dispatch.ts'
import { formatKurus, formatLira } from '../../shared/model/money.ts'
import { ConfirmButton } from '../controls/ConfirmButton.tsx'
import { Dialog } from '../controls/Dialog.tsx'
import { ProblemText } from '../controls/ProblemText.tsx'
import { useRequest } from '../request.ts'
import { emptyDraft, type MoneyDraft, MoneyFields, readDraft } from './MoneyFields.tsx'
import { sayPlan } from './sayPlan.ts'

/**
 * What was paid at a door where it differs from the plan: one touch for another way, or amounts for several. That nothing was
 * paid where something was due is asked once more.
 */
export function PaidDialog({ delivery, onClose }: { delivery: Delivery; onClose(): void }) {
  const { t } = useTranslation()
  const due = delivery.plan.amountKurus
  const planned = sayPlan(delivery.plan)
  const [draft, setDraft] = useState<MoneyDraft>(() => ({
    ...emptyDraft,
    ...Object.fromEntries(
      (delivery.paid ?? plannedPaid(delivery) ?? []).map(({ purse, amountKurus }) => [purse, formatKurus(amountKurus)]),
    ),
  }))
  const deliver = useRequest('dispatch.deliver', { onSuccess: onClose })
  const money = readDraft(draft)
  const sumKurus = money === null ? null : money.cash + money.card + money.mealCard
  const isNothing = sumKurus === 0 && due !== 0
  const say = (amounts: Record<DoorPurse, number>): void => {
    const paid = doorPurses.map((purse) => ({ purse, amountKurus: amounts[purse] }))
    const isPaid = ({ amountKurus }: { amountKurus: number }): boolean => amountKurus > 0
    deliver.mutate({ deliveries: [{ deliveryId: delivery.id, paid: paid.filter(isPaid) }] })
  }
  return (
    <Dialog isOpen title={t('courier.paid.title', { label: delivery.orderLabel })} onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          if (money !== null && !isNothing) say(money)
        }}
      >
        {planned !== null && <p>{t('courier.paid.plan', { amount: planned })}</p>}
        {due !== null && due > 0 && (
          <div className="form__buttons">
            {doorPurses.map((purse) => (
              <button
                key={purse}
                type="button"
                className="btn"
                onClick={() => say({ cash: 0, card: 0, mealCard: 0, [purse]: due })}
              >
                {t(`courier.purse.${purse}`)} {formatLira(due)}
              </button>
            ))}
          </div>
        )}
        <MoneyFields draft={draft} onChange={(purse, text) => setDraft({ ...draft, [purse]: text })} />
        {sumKurus !== null && (
          <p>
            {t('courier.paid.sum')}: <strong>{formatLira(sumKurus)}</strong>
          </p>
        )}
        {money !== null && isNothing && (
          <>
            <p>{t('courier.paid.nothingBody')}</p>
            <ConfirmButton
              label={t('courier.paid.nothing')}
              isDisabled={deliver.isPending}
              onConfirm={() => say(money)}
            />
          </>
        )}
        {deliver.error !== null && <ProblemText problem={deliver.error.problem} />}
        <button type="submit" className="btn btn--primary" disabled={money === null || isNothing || deliver.isPending}>
          {t('courier.paid.save')}
        </button>
      </form>
    </Dialog>
  )
}
