import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { SourceKind } from '../../shared/model/order.ts'

/** Where a vendor shows its keys: three sentences and two drawings of our own. */
export function KeyGuide({ kind }: { kind: SourceKind }) {
  const { t } = useTranslation()
  const vendor = t(`source.kind.${kind}`)
  const Pictures = kind === 'restomenum' ? RestomenumPictures : AdisyoPictures
  return (
    <section className="guide" aria-label={t('setup.source.where', { vendor })}>
      <h3>{t('setup.source.where', { vendor })}</h3>
      <ol className="guide__steps">
        {(['1', '2', '3'] as const).map((number) => (
          <li key={number}>{t(`setup.guide.${kind}.${number}`)}</li>
        ))}
      </ol>
      <div className="guide__pictures">
        <Pictures />
      </div>
    </section>
  )
}

/** A drawing of 240 by 130; its words are the vendor's own. */
function Picture({ words, children }: { words: readonly string[]; children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <svg
      className="drawing"
      viewBox="0 0 240 130"
      role="img"
      aria-label={t('setup.guide.pictureOf', { words: words.join(', ') })}
    >
      <rect className="drawing__window" x="1" y="1" width="238" height="128" rx="8" />
      {children}
    </svg>
  )
}

/** The page of a vendor: its menu at the left with one entry marked. */
function Menu({ title, entries, marked }: { title: string; entries: readonly string[]; marked: number }) {
  return (
    <>
      <path className="drawing__line" d="M1 24H239M92 24V129" />
      <circle className="drawing__dot" cx="13" cy="12.5" r="3.5" />
      <circle className="drawing__dot" cx="24" cy="12.5" r="3.5" />
      <text className="drawing__text drawing__text--bold" x="38" y="16.5">
        {title}
      </text>
      {entries.map((entry, index) => (
        <g key={entry}>
          {index === marked && (
            <rect className="drawing__mark" x="6" y={33 + index * 28} width="80" height="22" rx="5" />
          )}
          <text
            className={index === marked ? 'drawing__text drawing__text--marked' : 'drawing__text'}
            x="12"
            y={48 + index * 28}
          >
            {entry}
          </text>
        </g>
      ))}
    </>
  )
}

const CopyMark = ({ x, y }: { x: number; y: number }) => (
  <path className="drawing__copy" d={`M${x} ${y}h9v11h-9zM${x + 4} ${y}v-4h9v11h-4`} />
)

const Pointer = ({ x, y }: { x: number; y: number }) => (
  <path className="drawing__pointer" d={`M${x} ${y}v15l4-4 3 7 3.5-1.5-3-6.5h5.5z`} />
)

function RestomenumPictures() {
  const { t } = useTranslation()
  const [orders, plugins, menu] = [
    t('setup.guide.picture.orders'),
    t('setup.guide.picture.plugins'),
    t('setup.guide.picture.menu'),
  ]
  const [server, plugin, hidden] = [
    t('setup.guide.picture.server'),
    t('setup.guide.picture.plugin'),
    t('setup.guide.picture.hidden'),
  ]
  const installKey = t('setup.guide.picture.installKey')
  return (
    <>
      <Picture words={['RestoMenum', plugins, 'Tezgah', t('setup.guide.picture.install')]}>
        <Menu title="RestoMenum" entries={[orders, plugins, menu]} marked={1} />
        <rect className="drawing__card" x="104" y="38" width="122" height="76" rx="6" />
        <text className="drawing__text drawing__text--bold" x="116" y="60">
          Tezgah
        </text>
        <rect className="drawing__button" x="116" y="76" width="72" height="24" rx="5" />
        <text className="drawing__text drawing__text--button" x="152" y="92" textAnchor="middle">
          {t('setup.guide.picture.install')}
        </text>
        <Pointer x={178} y={92} />
      </Picture>
      <Picture words={[installKey, `${server} . ${plugin} . ${hidden}`]}>
        <text className="drawing__text drawing__text--bold" x="14" y="42">
          {installKey}
        </text>
        <rect className="drawing__card" x="12" y="54" width="216" height="34" rx="6" />
        <text className="drawing__text drawing__text--key" x="22" y="75">
          {server}
          <tspan className="drawing__point"> . </tspan>
          {plugin}
          <tspan className="drawing__point"> . </tspan>
          {hidden}
        </text>
        <CopyMark x={206} y={68} />
        <Pointer x={212} y={82} />
      </Picture>
    </>
  )
}

function AdisyoPictures() {
  const { t } = useTranslation()
  const [orders, settings, integration] = [
    t('setup.guide.picture.orders'),
    t('setup.guide.picture.restaurantSettings'),
    t('setup.guide.picture.integration'),
  ]
  const rows = [t('setup.guide.picture.key'), t('setup.guide.picture.secret')]
  return (
    <>
      <Picture words={['Adisyo', settings, integration]}>
        <Menu title="Adisyo" entries={[orders, t('setup.guide.picture.menu'), '…']} marked={-1} />
        <rect className="drawing__card" x="98" y="38" width="134" height="76" rx="6" />
        <text className="drawing__text drawing__text--bold" x="106" y="60">
          {settings}
        </text>
        <rect className="drawing__mark" x="106" y="74" width="96" height="24" rx="5" />
        <text className="drawing__text drawing__text--marked" x="114" y="90">
          {integration}
        </text>
        <Pointer x={190} y={90} />
      </Picture>
      <Picture words={rows}>
        {rows.map((row, index) => (
          <g key={row}>
            <text className="drawing__text drawing__text--bold" x="14" y={24 + index * 56}>
              {row}
            </text>
            <rect className="drawing__card" x="12" y={32 + index * 56} width="216" height="28" rx="6" />
            <text className="drawing__text drawing__text--key" x="22" y={50 + index * 56}>
              ••••••••••••••••
            </text>
            <CopyMark x={206} y={44 + index * 56} />
          </g>
        ))}
        <Pointer x={214} y={58} />
      </Picture>
    </>
  )
}
