import { useTranslation } from 'react-i18next'
import type { RequestOutput } from '../../shared/contract/requests.ts'
import type { PaymentTypes } from '../../shared/settings/courier.ts'
import { Field } from '../settings/Field.tsx'

type Chosen = PaymentTypes[string]
const ways = ['cash', 'card', 'mealCard', 'online'] as const

interface PaymentTypeFieldsProps {
  sourceName: string
  types: RequestOutput<'couriers.get'>['paymentTypes'][string]
  chosen: Chosen | undefined
  onChoose(chosen: Chosen): void
}

/** With which of its own ways of paying a vendor closes a delivery, set once. */
export function PaymentTypeFields({ sourceName, types, chosen, onChoose }: PaymentTypeFieldsProps) {
  const { t } = useTranslation()
  const now: Chosen = chosen ?? { cash: null, card: null, mealCard: null, online: null }
  return (
    <fieldset className="group">
      <legend>{t('courier.settings.types', { source: sourceName })}</legend>
      <p>{t(types.length === 0 ? 'courier.settings.noTypes' : 'courier.settings.typesHint')}</p>
      {types.length > 0 &&
        ways.map((way) => (
          <Field
            key={way}
            name={`type-${way}`}
            label={way === 'online' ? t('courier.settings.online') : t(`courier.purse.${way}`)}
            problem={null}
          >
            {(ids) => (
              <select
                {...ids}
                className="input"
                value={now[way] ?? ''}
                onChange={(event) => onChoose({ ...now, [way]: event.target.value === '' ? null : event.target.value })}
              >
                <option value="">{t('courier.settings.typeNone')}</option>
                {types.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
            )}
          </Field>
        ))}
    </fieldset>
  )
}
