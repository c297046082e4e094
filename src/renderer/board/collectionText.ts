import type { TFunction } from 'i18next'
import type { Card } from '../../shared/contract/snapshot.ts'
import { formatLira } from '../words/formatLira.ts'

/** `TAHSİL EDİLECEK ₺245,50`, `ÖDENDİ`, `KONTROL ET ₺90,00`: what the card says about money, in a line. */
export function collectionText(t: TFunction, card: Pick<Card, 'collection'>): string {
  const { collection } = card
  if (collection.kind === 'paid') return t('collection.paid')
  const word = collection.kind === 'check' ? t('collection.check') : t('collection.collect')
  return collection.amountKurus === null ? word : `${word} ${formatLira(collection.amountKurus)}`
}
