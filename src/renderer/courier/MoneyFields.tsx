import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { type DoorMoney, doorPurses } from '../../shared/model/dispatch.ts'
import { formatKurus, typedKurus } from '../../shared/model/money.ts'

/** Amounts as they are typed, by what was paid with. */
export type MoneyDraft = Record<(typeof doorPurses)[number], string>

export const emptyDraft: MoneyDraft = { cash: '', card: '', mealCard: '' }
export const draftOf = (money: DoorMoney): MoneyDraft => ({
  cash: formatKurus(money.cash),
  card: formatKurus(money.card),
  mealCard: formatKurus(money.mealCard),
})

/** Nothing typed is nothing paid. @returns integer kuruş; null: one of them is no amount */
export function readDraft(draft: MoneyDraft): DoorMoney | null {
  const read = (text: string): number | null => (text.trim() === '' ? 0 : typedKurus(text))
  const [cash, card, mealCard] = doorPurses.map((purse) => read(draft[purse]))
  const isSound = (value: number | null | undefined): value is number => typeof value === 'number' && value >= 0
  return isSound(cash) && isSound(card) && isSound(mealCard) ? { cash, card, mealCard } : null
}

interface MoneyFieldsProps {
  draft: MoneyDraft
  onChange(purse: keyof MoneyDraft, text: string): void
}

export function MoneyFields({ draft, onChange }: MoneyFieldsProps) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <div className="money-fields">
      {doorPurses.map((purse) => (
        <div className="field" key={purse}>
          <label className="field__label" htmlFor={`${id}-${purse}`}>
            {t(`courier.purse.${purse}`)}
          </label>
          <input
            id={`${id}-${purse}`}
            className="input input--number"
            inputMode="decimal"
            autoComplete="off"
            placeholder="0,00"
            value={draft[purse]}
            aria-invalid={readDraft({ ...emptyDraft, [purse]: draft[purse] }) === null || undefined}
            onChange={(event) => onChange(purse, event.target.value)}
          />
        </div>
      ))}
      {readDraft(draft) === null && (
        <p className="field__error" role="alert">
          {t('courier.amountUnread')}
        </p>
      )}
    </div>
  )
}
