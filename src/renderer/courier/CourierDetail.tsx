import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CourierPage } from '../../shared/contract/dispatchRequests.ts'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { plannedPaid } from '../../shared/model/courierAccount.ts'
import { type Delivery, type DoorPurse, doorPurses } from '../../shared/model/dispatch.ts'
import { spellMoment } from '../../shared/model/istanbulTime.ts'
import { formatLira, formatMoney } from '../../shared/model/money.ts'
import { BackIcon, PrinterIcon } from '../controls/icons.tsx'
import { ProblemText } from '../controls/ProblemText.tsx'
import { perform, question, useRenewal, useRequest } from '../request.ts'
import { useScreen } from '../store.ts'
import { useDrafts } from '../settings/drafts.ts'
import { useNow } from '../useNow.ts'
import { sayAge } from '../words/sayAge.ts'
import { PaidDialog } from './PaidDialog.tsx'
import { accountKey, PouchForm } from './PouchForm.tsx'
import { PouchList } from './PouchList.tsx'
import { sayCourier } from './sayCourier.ts'
import { sayPlan } from './sayPlan.ts'

type OpenAccount = CourierPage['open'][number]

/** One courier: what he carries, what he delivered, and what he has to bring back. */
export function CourierDetail({ snapshot, courierId }: { snapshot: Snapshot; courierId: string }) {
  const { t } = useTranslation()
  const go = useScreen((state) => state.go)
  const query = useQuery(question('courier.get', { courierId }))
  useRenewal(query, snapshot.rev)
  const { data: page, error } = query
  const carried = snapshot.cards.filter((card) => card.carried?.courierId === courierId)
  const isGoingOn = page?.open.some(({ shift }) => shift.endedAtMs === null) ?? false
  return (
    <div className="page courier">
      <header className="page__head">
        <button type="button" className="btn" onClick={() => go({ name: 'courier', courierId: null })}>
          <BackIcon />
          {t('courier.back')}
        </button>
        <h1>{page === undefined ? t('courier.title') : sayCourier(t, page.courier)}</h1>
        {page !== undefined && page.courier.phone !== null && (
          <span className="courier__phone">{page.courier.phone}</span>
        )}
        {page !== undefined && !isGoingOn && page.courier.isActive && (
          <button
            type="button"
            className="btn"
            onClick={() => void perform('shift.begin', { courierId, floatKurus: 0 })}
          >
            {t('courier.page.begin')}
          </button>
        )}
        {isGoingOn && carried.length === 0 && (
          <button type="button" className="btn" onClick={() => void perform('shift.end', { courierId })}>
            {t('courier.page.end')}
          </button>
        )}
      </header>
      {error !== null && <ProblemText problem={error.problem} />}
      {page !== undefined && !page.courier.isActive && <p>{t('courier.page.inactive')}</p>}
      {page?.open.length === 0 && <p className="page__none">{t('courier.page.noShift')}</p>}
      {page?.open.map((account) => (
        <AccountPanel key={account.shift.id} account={account} snapshot={snapshot} />
      ))}
      {page !== undefined && <PouchList pouches={page.pouches} language={snapshot.settings.language} />}
    </div>
  )
}

function AccountPanel({ account, snapshot }: { account: OpenAccount; snapshot: Snapshot }) {
  const { t } = useTranslation()
  const { shift, deliveries } = account
  const carried = deliveries.filter(({ state }) => state === 'carried')
  const ended = deliveries.filter(({ state }) => state !== 'carried' && state !== 'undone')
  /** A count that was begun stays in sight when another packet goes out. */
  const isCounting = useDrafts(({ pouches }) => accountKey(shift.id, null) in pouches)
  const deliver = useRequest('dispatch.deliver')
  /** How each was paid is known beforehand: one touch for the whole tour. */
  const isAllPlanned = carried.length > 1 && carried.every((delivery) => plannedPaid(delivery) !== null)
  return (
    <section className="account">
      <p className="account__since">
        {t('courier.page.since', { time: spellMoment(shift.beganAtMs, snapshot.settings.language) })}
      </p>
      <div className="account__parts">
        <div className="account__packets">
          <h2>{t('courier.page.carriedTitle')}</h2>
          {carried.length === 0 && <p>{t('courier.page.carriedNone')}</p>}
          <ul>
            {carried.map((delivery) => (
              <CarriedRow key={delivery.id} delivery={delivery} snapshot={snapshot} />
            ))}
          </ul>
          {isAllPlanned && (
            <button
              type="button"
              className="btn btn--primary"
              disabled={deliver.isPending}
              onClick={() => deliver.mutate({ deliveries: carried.map(({ id }) => ({ deliveryId: id, paid: null })) })}
            >
              {t('courier.page.deliverAll')}
            </button>
          )}
          {carried.length > 0 && <TourPrint key={carried.map(({ id }) => id).join()} courierId={shift.courierId} />}
          {deliver.error !== null && <ProblemText problem={deliver.error.problem} />}
          {ended.length > 0 && (
            <>
              <h2>{t('courier.page.deliveredTitle')}</h2>
              <ul>
                {ended.map((delivery) => (
                  <EndedRow key={delivery.id} delivery={delivery} />
                ))}
              </ul>
            </>
          )}
        </div>
        <div className="account__money">
          <h2>{t('courier.page.account')}</h2>
          <MoneyTable account={account} />
          {(carried.length === 0 || isCounting) && (
            <PouchForm
              shiftId={shift.id}
              expected={account.account.expected}
              pouchId={null}
              isGoingOn={carried.length > 0}
            />
          )}
        </div>
      </div>
    </section>
  )
}

/** The slip of the packets that go out together; what is said of it is of those alone. */
function TourPrint({ courierId }: { courierId: string }) {
  const { t } = useTranslation()
  const print = useRequest('tour.print')
  return (
    <>
      <button type="button" className="btn" disabled={print.isPending} onClick={() => print.mutate({ courierId })}>
        <PrinterIcon />
        {t('courier.page.printTour')}
      </button>
      {print.isSuccess && <p role="status">{t('courier.page.printing')}</p>}
      {print.error !== null && <ProblemText problem={print.error.problem} />}
    </>
  )
}

/** One packet on its way: delivered as planned in one touch, otherwise how it was paid. */
function CarriedRow({ delivery, snapshot }: { delivery: Delivery; snapshot: Snapshot }) {
  const { t } = useTranslation()
  const nowMs = useNow(5_000)
  const [isAsking, setAsking] = useState(false)
  const deliver = useRequest('dispatch.deliver')
  const takeBack = useRequest('dispatch.takeBack')
  const planned = plannedPaid(delivery)
  const awayMs = nowMs - delivery.handedAtMs
  const isLong = awayMs >= snapshot.settings.onTheWayLateMinutes * 60_000
  const problem = deliver.error?.problem ?? takeBack.error?.problem ?? null
  return (
    <li className="carried" data-delivery={delivery.id}>
      <strong className="carried__label">{delivery.orderLabel}</strong>
      <span className="carried__money">
        {sayPlan(delivery.plan) ?? t('courier.page.unknown')}
        {planned?.[0] && ` · ${t(`courier.purse.${planned[0].purse}`)}`}
      </span>
      <span className="carried__age" data-late={isLong || undefined}>
        {sayAge(t, awayMs)}
        {isLong && ` · ${t('courier.tooLong')}`}
      </span>
      <span className="carried__acts">
        {planned !== null && (
          <button
            type="button"
            className="btn btn--primary"
            disabled={deliver.isPending}
            onClick={() => deliver.mutate({ deliveries: [{ deliveryId: delivery.id, paid: null }] })}
          >
            {t('courier.page.deliver')}
          </button>
        )}
        <button type="button" className={planned === null ? 'btn btn--primary' : 'btn'} onClick={() => setAsking(true)}>
          {t(planned === null ? 'courier.page.howPaid' : 'courier.page.otherPaid')}
        </button>
        <button
          type="button"
          className="btn"
          disabled={takeBack.isPending}
          onClick={() => takeBack.mutate({ key: delivery.orderKey })}
        >
          {t('courier.page.takeBack')}
        </button>
      </span>
      {problem !== null && <ProblemText problem={problem} />}
      {isAsking && <PaidDialog delivery={delivery} onClose={() => setAsking(false)} />}
    </li>
  )
}

function EndedRow({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation()
  const [isAsking, setAsking] = useState(false)
  const paid = delivery.paid ?? plannedPaid(delivery) ?? []
  const isUnpaid = paid.length === 0 && delivery.plan.amountKurus !== 0
  return (
    <li className="carried" data-delivery={delivery.id}>
      <strong className="carried__label">{delivery.orderLabel}</strong>
      <span className="carried__money">
        {delivery.state === 'delivered' &&
          (isUnpaid
            ? t('courier.paid.nothing')
            : paid
                .map(({ purse, amountKurus }) => `${formatLira(amountKurus)} · ${t(`courier.purse.${purse}`)}`)
                .join(', '))}
      </span>
      <span className="carried__age">
        {t(`courier.page.state.${delivery.state}`)}
        {delivery.endedBy === 'vendor' && ` (${t('courier.page.byVendor')})`}
      </span>
      {delivery.state === 'delivered' && (
        <span className="carried__acts">
          <button type="button" className="btn" onClick={() => setAsking(true)}>
            {t('courier.page.otherPaid')}
          </button>
        </span>
      )}
      {isAsking && <PaidDialog delivery={delivery} onClose={() => setAsking(false)} />}
    </li>
  )
}

function MoneyTable({ account: { account, shift } }: { account: OpenAccount }) {
  const { t } = useTranslation()
  const { unknownKurus, foreign } = account.toCollect
  const unknown = [
    ...(unknownKurus > 0 ? [formatLira(unknownKurus)] : []),
    ...foreign.map(({ amount, currency }) => formatMoney(amount, currency)),
  ]
  const row = (label: string, amounts: Record<DoorPurse, number>) => (
    <tr>
      <th scope="row">{label}</th>
      {doorPurses.map((purse) => (
        <td key={purse}>{formatLira(amounts[purse])}</td>
      ))}
    </tr>
  )
  return (
    <table className="money-table">
      <thead>
        <tr>
          <td />
          {doorPurses.map((purse) => (
            <th key={purse} scope="col">
              {t(`courier.purse.${purse}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {row(t('courier.page.toCollect'), account.toCollect)}
        {row(t('courier.page.collected'), account.collected)}
        {shift.floatKurus > 0 && row(t('courier.page.float'), { cash: shift.floatKurus, card: 0, mealCard: 0 })}
        {row(t('courier.page.expected'), account.expected)}
      </tbody>
      {unknown.length > 0 && (
        <caption>
          {t('courier.page.unknown')}: {unknown.join(', ')}
        </caption>
      )}
    </table>
  )
}
