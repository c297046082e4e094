import { useTranslation } from 'react-i18next'
import type { Order } from '../../shared/model/order.ts'
import { MapIcon } from '../controls/icons.tsx'
import { Fact } from './FactsPanel.tsx'

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
  const place = [customer.region, customer.city].filter((part) => part !== null && part !== '').join(' / ')
  return (
    <section className="panel">
      <h2>{t('order.customer')}</h2>
      {customer.name !== null && <p className="customer__name">{customer.name}</p>}
      <dl className="facts">
        <Fact name={t('order.company')}>{customer.company}</Fact>
        {customer.phones.map((phone) => (
          <Fact key={`${phone.number} ${phone.code}`} name={t('order.phone')}>
            <span className="customer__phone">{phone.number}</span>
            {phone.code !== null && (
              <span className="customer__code">
                {t('order.phoneCode')}: <strong>{phone.code}</strong>
              </span>
            )}
          </Fact>
        ))}
        <Fact name={t('order.confirmationCode')}>{order.confirmationCode}</Fact>
        {(customer.address !== null || place !== '') && (
          <Fact
            name={
              customer.addressLabel === null ? t('order.address') : `${t('order.address')} (${customer.addressLabel})`
            }
          >
            <span className="customer__address">{customer.address}</span>
            {place !== '' && <span className="customer__place">{place}</span>}
          </Fact>
        )}
      </dl>
      {customer.directions !== null && customer.directions !== '' && (
        <p className="customer__directions">
          <strong>{t('order.directions')}:</strong> {customer.directions}
        </p>
      )}
      {customer.coordinates !== null && (
        <a className="btn" href={mapAddress(customer.coordinates)} target="_blank" rel="noreferrer noopener">
          <MapIcon />
          {t('order.map')}
        </a>
      )}
    </section>
  )
}

/** A map at these coordinates and nothing else about the customer: neither name nor address leaves the shop. */
export const mapAddress = ({ latitude, longitude }: { latitude: number; longitude: number }): string =>
  `https://www.google.com/maps/search/?api=1&query=${encodeURIComponent(`${latitude},${longitude}`)}`
