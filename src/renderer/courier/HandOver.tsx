import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CourierView } from '../../shared/contract/dispatchRequests.ts'
import type { RequestOutput } from '../../shared/contract/requests.ts'
import type { Card, Snapshot } from '../../shared/contract/snapshot.ts'
import { UNDO_MS } from '../../shared/model/dispatch.ts'
import { withoutZeros } from '../../shared/model/orderBarcode.ts'
import { CloseIcon, SearchIcon } from '../controls/icons.tsx'
import { ProblemText } from '../controls/ProblemText.tsx'
import { scannedInto, useScanner } from '../guardKeys.ts'
import { useRequest } from '../request.ts'
import { useScreen } from '../store.ts'
import { useNow } from '../useNow.ts'
import { CourierButton } from './CourierButton.tsx'
import { PacketRow } from './PacketRow.tsx'
import { type District, findPacket, packetsToGo } from './packets.ts'
import { sayCourier } from './sayCourier.ts'
import { UntoldPanel } from './UntoldPanel.tsx'

type HandedOver = RequestOutput<'dispatch.handOver'>
type Handed = HandedOver & { courier: CourierView; atMs: number }

/** Packets by district and the couriers under them: some touches and one more, and they are handed over. */
export function HandOver({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useTranslation()
  const go = useScreen((state) => state.go)
  const nowMs = useNow(1_000)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [handed, setHanded] = useState<Handed | null>(null)
  const handOver = useRequest('dispatch.handOver')
  const { ready, preparing } = useMemo(() => packetsToGo(snapshot.cards), [snapshot.cards])
  const all = [...ready, ...preparing].flatMap(({ cards }) => cards)
  // What somebody else has handed over meanwhile is not chosen any more.
  const keys = all.filter(({ key }) => chosen.has(key)).map(({ key }) => key)

  const choose = (cards: readonly Card[], isChosen: boolean): void => {
    const next = new Set(chosen)
    for (const { key } of cards) {
      if (isChosen) next.add(key)
      else next.delete(key)
    }
    setChosen(next)
  }
  const touch = (courier: CourierView): void => {
    if (keys.length === 0) return go({ name: 'courier', courierId: courier.id })
    handOver.mutate(
      { keys, courierId: courier.id },
      {
        onSuccess: (answer) => {
          setHanded({ ...answer, courier, atMs: nowMs })
          setChosen(new Set())
        },
      },
    )
  }
  const section = (title: string, districts: readonly District[]) =>
    districts.length > 0 && (
      <section className="to-go" aria-label={title}>
        <h2>{title}</h2>
        {districts.map(({ name, cards }) => (
          <div className="district" key={name ?? ''}>
            <h3 className="district__name">
              {name ?? t('courier.noDistrict')}
              {cards.length > 1 && (
                <button
                  type="button"
                  className="btn btn--plain"
                  aria-label={`${t('courier.selectAll')}: ${name ?? t('courier.noDistrict')}`}
                  onClick={() => choose(cards, true)}
                >
                  {t('courier.selectAll')}
                </button>
              )}
            </h3>
            <ul className="district__packets">
              {cards.map((card) => (
                <PacketRow
                  key={card.key}
                  card={card}
                  isChosen={chosen.has(card.key)}
                  settings={snapshot.settings}
                  onChoose={(isChosen) => choose([card], isChosen)}
                />
              ))}
            </ul>
          </div>
        ))}
      </section>
    )

  return (
    <div className="page hand-over">
      <header className="page__head">
        <h1>{t('courier.title')}</h1>
        <ScanBox cards={snapshot.cards} onFound={(card) => choose([card], true)} />
      </header>
      {snapshot.sources.map((source) =>
        source.writeProblem === null ? null : (
          <div key={source.id} className="hand-over__note">
            <strong>{t('courier.writeProblem', { source: source.name })}</strong>
            <ProblemText problem={source.writeProblem} />
          </div>
        ),
      )}
      <UntoldPanel cards={snapshot.cards} />
      {all.length === 0 && (
        <div className="page__none">
          <p>{t('courier.none')}</p>
          <p>{t('courier.noneBody')}</p>
        </div>
      )}
      {section(t('courier.readyTitle'), ready)}
      {section(t('courier.preparingTitle'), preparing)}
      <div className="courier-bar">
        {handOver.error !== null && <ProblemText problem={handOver.error.problem} />}
        {handed !== null && (
          // Of its own: what was undone before says nothing about it.
          <HandedNote key={handed.deliveryIds.join()} handed={handed} nowMs={nowMs} onClose={() => setHanded(null)} />
        )}
        <p className="courier-bar__hint" role="status">
          {keys.length > 0 ? t('courier.selected', { count: keys.length }) : t('courier.chooseFirst')}
          {keys.length > 0 && (
            <button type="button" className="btn btn--plain" onClick={() => setChosen(new Set())}>
              {t('courier.clear')}
            </button>
          )}
        </p>
        <ul className="courier-bar__couriers">
          {snapshot.couriers.map((courier) => (
            <li key={courier.id}>
              <CourierButton
                courier={courier}
                count={keys.length}
                isDisabled={handOver.isPending || (keys.length > 0 && !courier.isActive)}
                onTouch={() => touch(courier)}
              />
            </li>
          ))}
          <li>
            <button type="button" className="btn" onClick={() => go({ name: 'settings', tab: 'couriers' })}>
              {t('courier.toSettings')}
            </button>
          </li>
        </ul>
        {snapshot.couriers.filter(({ isActive }) => isActive).length <= 1 && (
          <p className="courier-bar__hint">{t('courier.noCouriers')}</p>
        )}
      </div>
    </div>
  )
}

/** A number and Enter chooses a packet: a scanner types it, or a hand. It has the focus from the start. */
function ScanBox({ cards, onFound }: { cards: readonly Card[]; onFound(card: Card): void }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => box.current?.focus(), [])
  const find = (text: string): void => {
    const number = withoutZeros(text.trim())
    if (number === '') return
    const scan = findPacket(cards, number)
    if (scan.kind === 'found') onFound(scan.card)
    setProblem(
      scan.kind === 'none'
        ? t('courier.notFound', { number })
        : scan.kind === 'several'
          ? t('courier.several', { number })
          : scan.kind === 'carried'
            ? t('courier.isCarried', { number, courier: scan.courierName })
            : null,
    )
    setTyped('')
  }
  useScanner(find)
  return (
    <div className="scan">
      <form
        className="find"
        role="search"
        onSubmit={(event) => {
          event.preventDefault()
          find(typed)
        }}
      >
        <SearchIcon />
        <input
          ref={box}
          type="text"
          className="find__box"
          aria-label={t('courier.find')}
          placeholder={t('courier.find')}
          value={typed}
          autoComplete="off"
          spellCheck={false}
          onKeyDown={(event) => {
            // It goes in behind what was asked before.
            const scanned = event.key === 'Enter' ? scannedInto(event.nativeEvent) : null
            if (scanned === null) return
            event.preventDefault()
            find(scanned)
          }}
          onChange={(event) => {
            setTyped(event.target.value)
            setProblem(null)
          }}
        />
      </form>
      {problem !== null && (
        <p className="scan__problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  )
}

/** What has just been handed over, and for eight seconds the way back. */
function HandedNote({ handed, nowMs, onClose }: { handed: Handed; nowMs: number; onClose(): void }) {
  const { t } = useTranslation()
  const undo = useRequest('dispatch.undo')
  const seconds = Math.ceil((handed.atMs + UNDO_MS - nowMs) / 1_000)
  const count = handed.deliveryIds.length
  return (
    <div className="handed" role="status">
      {undo.isSuccess && <span>{t('courier.undone')}</span>}
      {!undo.isSuccess && count > 0 && (
        <strong>{t('courier.handed', { count, courier: sayCourier(t, handed.courier) })}</strong>
      )}
      {!undo.isSuccess && count > 0 && seconds > 0 && (
        <button
          type="button"
          className="btn btn--primary"
          disabled={undo.isPending}
          onClick={() => undo.mutate({ deliveryIds: handed.deliveryIds })}
        >
          {t('courier.undo', { seconds })}
        </button>
      )}
      {undo.error !== null && <ProblemText problem={undo.error.problem} />}
      {handed.refused.map(({ key, label, problem }) => (
        <div key={key} className="handed__refused">
          <strong>{label}</strong> <ProblemText problem={problem} />
        </div>
      ))}
      <button type="button" className="btn btn--icon btn--plain" aria-label={t('action.close')} onClick={onClose}>
        <CloseIcon />
      </button>
    </div>
  )
}
