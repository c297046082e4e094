import { type ComponentType, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ageOf } from '../../src/renderer/board/ageOf.ts'
import { EmptyBoard } from '../../src/renderer/board/EmptyBoard.tsx'
import { noFilter } from '../../src/renderer/board/boardFilter.ts'
import { OrderCard } from '../../src/renderer/board/OrderCard.tsx'
import { RailTile } from '../../src/renderer/board/RailTile.tsx'
import { unseenCards } from '../../src/renderer/board/unseenCards.ts'
import { UnseenEnded } from '../../src/renderer/board/UnseenEnded.tsx'
import { ChoiceField } from '../../src/renderer/controls/Choice.tsx'
import { ConfirmButton } from '../../src/renderer/controls/ConfirmButton.tsx'
import { Dialog } from '../../src/renderer/controls/Dialog.tsx'
import { BellIcon, CheckIcon, WarningIcon } from '../../src/renderer/controls/icons.tsx'
import { ManyChoice } from '../../src/renderer/controls/ManyChoice.tsx'
import { ProblemText } from '../../src/renderer/controls/ProblemText.tsx'
import { SwitchRow } from '../../src/renderer/controls/SwitchRow.tsx'
import { ConcernBanner } from '../../src/renderer/shell/ConcernBanner.tsx'
import { rankConcerns } from '../../src/renderer/shell/concerns.ts'
import { CrashPage } from '../../src/renderer/shell/CrashPage.tsx'
import { FoldedBanner } from '../../src/renderer/shell/FoldedBanner.tsx'
import { PrinterHealth } from '../../src/renderer/shell/PrinterHealth.tsx'
import { SourceHealth } from '../../src/renderer/shell/SourceHealth.tsx'
import type { Card, Snapshot } from '../../src/shared/contract/snapshot.ts'
import { errorCodes } from '../../src/shared/contract/problems.ts'
import {
  card,
  NOW_MS,
  oddCards,
  packerCards,
  printer,
  scenarioCards,
  snapshot,
  source,
  waiting,
} from '../renderer/fixtures.ts'
import { morningSnapshot, troubledSnapshot, unprintedSnapshot, worstSnapshot } from '../renderer/troubledFixture.ts'

/** A part of a section by what it shows. */
export type Section = Readonly<Record<string, ComponentType>>

const nothing = (): void => undefined
const base = snapshot()

const Cards = ({ cards }: { cards: readonly Card[] }) =>
  cards.map((one, index) => (
    <div key={one.key} className="gallery__card">
      <OrderCard
        card={one}
        age={ageOf(one, NOW_MS, base.settings)}
        isSelected={index === 0}
        isTabStop={index === 0}
        staleText={null}
        language="tr"
        onSelect={nothing}
        onOpen={nothing}
        onSeen={nothing}
      />
    </div>
  ))

const kinds = ['new', 'changed', 'cancelled', 'reopened'] as const
const unseen = unseenCards([
  ...kinds.map((kind, index) => card(200 + index, 3, { alert: waiting(kind, 3) })),
  card(210, 4, { alert: waiting('new', 4), totalKurus: 12_345_650, tableName: 'Bahçe 12' }),
  ...(['delivered', 'cancelled', 'notFound'] as const).map((why, index) =>
    card(220 + index, 9, { alert: waiting('new', 9), isGone: true, ended: { why, atMs: NOW_MS } }),
  ),
])

/** Everything that can be told, a row each. */
function Concerns({ shown }: { shown: Snapshot }) {
  const rows = rankConcerns(shown, {
    isLinkLost: true,
    refused: { code: 'conflict' },
    isSettingUp: false,
    nowMs: NOW_MS,
  })
  return rows.map((row) => {
    const [only] = row.concerns
    if (row.concerns.length > 1 || only === undefined) return <FoldedBanner key={row.id} row={row} onOpen={nothing} />
    return <ConcernBanner key={row.id} concern={only} snapshot={shown} nowMs={NOW_MS} />
  })
}

/** The names are the style sheets' own, so that no token is forgotten. */
function Tokens() {
  const names = new Set(
    [...document.styleSheets].flatMap((sheet) =>
      [...sheet.cssRules].flatMap((rule) =>
        rule instanceof CSSStyleRule && rule.selectorText.includes(':root')
          ? [...rule.style].filter((name) => name.startsWith('--'))
          : [],
      ),
    ),
  )
  return [...names].map((name) => (
    <p key={name} className="gallery__token" style={{ ['--shown' as string]: `var(${name})` }}>
      {name}
    </p>
  ))
}

function Buttons() {
  const { t } = useTranslation()
  const word = t('action.seen')
  const here = (
    <button key="here" type="button" className="btn" aria-current="page">
      {word}
    </button>
  )
  return ['', 'btn--primary', 'btn--alarm', 'btn--danger'].flatMap((kind) => [
    ...(kind === '' ? [here] : []),
    <button key={kind} type="button" className={`btn ${kind}`}>
      <CheckIcon />
      {word}
    </button>,
    <button key={`${kind} off`} type="button" className={`btn ${kind}`} disabled>
      {word}
    </button>,
    <button key={`${kind} icon`} type="button" className={`btn btn--icon ${kind}`} aria-label={word}>
      <BellIcon />
    </button>,
  ])
}

function Fields() {
  const { t } = useTranslation()
  const [isOn, setOn] = useState(true)
  const [chosen, setChosen] = useState<string>('light')
  const [many, setMany] = useState<readonly string[] | null>(['getir'])
  const themes = (['light', 'dark'] as const).map((value) => ({ value, label: t(`settings.general.themes.${value}`) }))
  const channels = ['getir', 'packet'].map((value) => ({ value, label: value }))
  return (
    <>
      <SwitchRow label={t('settings.source.enabled')} checked={isOn} onChange={setOn} />
      <SwitchRow label={t('settings.source.enabled')} checked={!isOn} onChange={(value) => setOn(!value)} />
      <ChoiceField label={t('settings.general.theme')} value={chosen} options={themes} onChange={setChosen} />
      <ManyChoice
        label={t('boardFilter.channel')}
        allLabel={t('boardFilter.all')}
        options={channels}
        value={many}
        onAll={() => setMany(null)}
        onToggle={(value) => setMany([value])}
      />
      <label className="field">
        <span className="field__label">{t('settings.source.name')}</span>
        <input className="input" defaultValue="Kadıköy" />
        <span className="field__hint">{t('settings.source.nameHint')}</span>
      </label>
      <ConfirmButton label={t('action.close')} onConfirm={nothing} />
    </>
  )
}

const Chips = () =>
  ['slate', 'pink', 'violet', 'teal', 'cyan', 'indigo', 'olive', 'plum'].map((hue) => (
    <span key={hue} className="chip" data-hue={hue}>
      {hue}
    </span>
  ))

const states = ['starting', 'ok', 'offline', 'stopped', 'disabled'] as const
const Health = () => (
  <ul className="header__health">
    {states.map((state) => (
      <SourceHealth key={state} source={source(state, 'Kadıköy', { state, nextPollMs: NOW_MS + 20_000 })} />
    ))}
    <SourceHealth source={source('empty', 'Moda', { isVerifyingEmpty: true, detailsWaiting: 7 })} />
    <SourceHealth source={source('half', 'Moda', { incompleteSinceMs: NOW_MS })} />
    {(['ok', 'problem', 'unknown'] as const).map((state) => (
      <PrinterHealth key={state} printer={printer(state, 'Kasa', { state, waitingCount: 2 })} onOpen={nothing} />
    ))}
  </ul>
)

const Problems = () => errorCodes.map((code) => <ProblemText key={code} problem={{ code }} />)

function Crash(): never {
  throw new Error('shown on purpose')
}

const Empty = ({ shown }: { shown: Snapshot }) => <EmptyBoard snapshot={shown} find="" filter={noFilter} />
const emptyBoards: Readonly<Record<string, Partial<Snapshot>>> = {
  'no source': { sources: [] },
  quiet: {},
  disabled: { sources: [source('a', 'Kadıköy', { enabled: false, state: 'disabled' })] },
  connecting: { sources: [source('a', 'Kadıköy', { state: 'starting', lastSuccessMs: null })] },
  blind: { sources: [source('a', 'Kadıköy', { state: 'offline' })] },
  partly: { sources: [source('a', 'Kadıköy', { state: 'offline' }), source('b', 'Moda')] },
}

const Question = () => {
  const { t } = useTranslation()
  return (
    <Dialog isOpen title={t('banner.alarms')} onClose={nothing}>
      <p className="dialog__text">
        <WarningIcon /> {t('app.missingBridge.body')}
      </p>
      <div className="dialog__buttons">
        <button type="button" className="btn">
          {t('action.cancel')}
        </button>
        <button type="button" className="btn btn--primary">
          {t('action.print')}
        </button>
      </div>
    </Dialog>
  )
}

/** Every component in every state, by section. */
export const sections: Readonly<Record<string, Section>> = {
  tokens: { Tokens },
  primitives: { Buttons, Fields, Chips, Health },
  cards: {
    'an evening': () => <Cards cards={scenarioCards()} />,
    odd: () => <Cards cards={oddCards()} />,
    'for who packs': () => <Cards cards={packerCards()} />,
  },
  rail: {
    calling: () =>
      unseen.calling.map((one) => (
        <div key={one.key} className="gallery__tile">
          <RailTile card={one} isTabStop={false} onSeen={nothing} />
        </div>
      )),
    ended: () => <UnseenEnded mostPx={260} railSinceMs={0} cards={unseen.ended} tabKey={null} onSeen={nothing} />,
  },
  alarms: Object.fromEntries(
    Object.entries({
      trouble: troubledSnapshot(),
      morning: morningSnapshot(),
      unprinted: unprintedSnapshot(),
      everything: worstSnapshot({ hearTest: 'asked', isViewOnly: true }),
    }).map(([name, shown]) => [name, () => <Concerns shown={shown} />]),
  ),
  empty: Object.fromEntries(
    Object.entries(emptyBoards).map(([name, part]) => [name, () => <Empty shown={snapshot({ cards: [], ...part })} />]),
  ),
  errors: {
    Problems,
    crash: () => (
      <CrashPage>
        <Crash />
      </CrashPage>
    ),
  },
  dialog: { Question },
}
