import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Card } from '../../shared/contract/snapshot.ts'
import { formatLira, formatMoney } from '../../shared/model/money.ts'
import { MeaningQuestion } from './MeaningQuestion.tsx'

interface CollectionBoxProps {
  collection: Card['collection']
  sourceId: string
  isCancelled: boolean
  /** There is room for every answer to what a way of paying means. */
  asksWhole?: boolean
}

/** The money, in the largest letters of the card: take this much, ÖDENDİ, or KONTROL ET. Nothing of a cancelled order. */
export function CollectionBox({ collection, sourceId, isCancelled, asksWhole = false }: CollectionBoxProps) {
  const { t } = useTranslation()
  if (isCancelled) return <p className="money money--void">{t('collection.void')}</p>
  if (collection.kind === 'paid')
    return (
      <div className="money" data-kind="paid">
        <span className="money__amount">{t('collection.paid')}</span>
        <span className="money__how">
          {collection.method ?? ''}
          {collection.paidKurus > 0 && <span className="money__sum">{formatLira(collection.paidKurus)}</span>}
          {collection.overpaidKurus > 0 && (
            <span className="money__sum">
              {t('collection.overpaid', { amount: formatLira(collection.overpaidKurus) })}
            </span>
          )}
        </span>
      </div>
    )
  const isCheck = collection.kind === 'check'
  const word = isCheck ? t('collection.check') : t(collection.partly ? 'collection.rest' : 'collection.collect')
  return (
    <div className="money" data-kind={collection.kind}>
      <span className="money__word">{word}</span>
      <span className="money__amount">{openAmount(t, collection)}</span>
      <span className="money__how">{collection.method ?? t('collection.unknownMethod')}</span>
      {collection.kind === 'check' && collection.asksMeaning && collection.method !== null && (
        <MeaningQuestion sourceId={sourceId} method={collection.method} isWhole={asksWhole} />
      )}
    </div>
  )
}

/** What is open of a bill, in its own currency. */
export function openAmount(t: TFunction, collection: Exclude<Card['collection'], { kind: 'paid' }>): string {
  const foreignCurrency = collection.kind === 'check' ? collection.foreignCurrency : null
  return collection.amountKurus === null
    ? t('collection.unknownAmount')
    : formatMoney(collection.amountKurus, foreignCurrency)
}

/** `TAHSİL EDİLECEK ₺245,50`, `ÖDENDİ`, `KONTROL ET ₺90,00`: what the card says about money, in a line. */
export function collectionText(t: TFunction, card: Pick<Card, 'collection'>): string {
  const { collection } = card
  if (collection.kind === 'paid') return t('collection.paid')
  const word = collection.kind === 'check' ? t('collection.check') : t('collection.collect')
  return collection.amountKurus === null ? word : `${word} ${openAmount(t, collection)}`
}
