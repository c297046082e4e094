import { useTranslation } from 'react-i18next'
import { mapLink } from '../../shared/model/mapLink.ts'
import type { Order, OrderCustomer } from '../../shared/model/order.ts'
import { MapIcon, PhoneIcon } from '../controls/icons.tsx'
import { CopyButton } from './CopyButton.tsx'
import { Fact } from './FactsPanel.tsx'
import { QrCode } from './QrCode.tsx'

/** Who and where. Numbers stand as they were given; a platform's code is on a line of its own. */
export function CustomerPanel({ order }: { order: Order }) {
  const { t } = useTranslation()
  const { customer } = order
  if (customer === null)
    return (
      <section className="panel">
        <h2>{t('order.customer')}</h2>
        <p className="panel__none">{t('order.noCustomer')}</p>
      </section>
    )
  return (
    <section className="panel">
      <h2>{t('order.customer')}</h2>
      {customer.name !== null && <p className="customer__name">{customer.name}</p>}
      <dl className="facts">
        <Fact name={t('order.company')}>{customer.company}</Fact>
        {customer.phones.map((phone) => (
          <Fact key={`${phone.number} ${phone.code}`} name={t('order.phone')}>
            <Phone number={phone.number} />
            {phone.code !== null && (
              <span className="customer__code">
                {t('order.phoneCode')}: <strong>{phone.code}</strong>
              </span>
            )}
          </Fact>
        ))}
        <Fact name={t('order.confirmationCode')}>{order.confirmationCode}</Fact>
      </dl>
      <Address customer={customer} />
    </section>
  )
}

function Phone({ number }: { number: string }) {
  const { t } = useTranslation()
  const link = callLink(number)
  return (
    <span className="customer__reach">
      <span className="customer__phone">{number}</span>
      {link !== null && (
        <a className="btn" href={link} target="_blank" rel="noreferrer noopener">
          <PhoneIcon />
          {t('orderPage.call')}
        </a>
      )}
      <CopyButton text={number} name={t('order.phone')} />
    </span>
  )
}

function Address({ customer }: { customer: OrderCustomer }) {
  const { t } = useTranslation()
  const place = [customer.region, customer.city].filter((part) => part !== null && part !== '').join(' / ')
  const link = mapLink(customer)
  const hasDirections = customer.directions !== null && customer.directions !== ''
  const name = customer.addressLabel === null ? t('order.address') : `${t('order.address')} (${customer.addressLabel})`
  const whole = [customer.address, place, hasDirections ? customer.directions : null].filter(
    (part) => part !== null && part !== '',
  )
  if (whole.length === 0 && link === null) return null
  return (
    <div className="customer__where">
      <div className="customer__place">
        {(customer.address !== null || place !== '') && (
          <dl className="facts">
            <Fact name={name}>
              <span className="customer__address">{customer.address}</span>
              {place !== '' && <span>{place}</span>}
            </Fact>
          </dl>
        )}
        {hasDirections && (
          <p className="customer__directions">
            <strong>{t('order.directions')}:</strong> {customer.directions}
          </p>
        )}
        <div className="customer__reach">
          {link !== null && (
            <a className="btn" href={link} target="_blank" rel="noreferrer noopener">
              <MapIcon />
              {t('order.map')}
            </a>
          )}
          {whole.length > 0 && <CopyButton text={whole.join('\n')} name={t('order.address')} />}
        </div>
      </div>
      {link !== null && <QrCode data={link} caption={t('orderPage.mapCode')} />}
    </div>
  )
}

/** An address that a telephone takes; null for what is no number. A platform's code is dialled by hand. */
export function callLink(number: string): string | null {
  const digits = number.replace(/[^\d+]/g, '')
  return /^\+?\d{3,15}$/.test(digits) ? `tel:${digits}` : null
}
