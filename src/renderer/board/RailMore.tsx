import { useTranslation } from 'react-i18next'
import { DownIcon, UpIcon } from '../controls/icons.tsx'

interface RailMoreProps {
  /** Both stand side by side. */
  isOneRow: boolean
  /** Orders that wait out of view. */
  above: number
  below: number
  onAbove(): void
  onBelow(): void
}

/** How many unseen orders are out of view, and the way to them. Each button keeps its place while it has nothing to say. */
export function RailMore({ isOneRow, above, below, onAbove, onBelow }: RailMoreProps) {
  const { t } = useTranslation()
  const isShort = isOneRow && above > 0 && below > 0
  return (
    <div className="rail__more" data-row={isOneRow || undefined}>
      <button
        type="button"
        className="btn rail__way"
        data-tap="above"
        data-none={above === 0 || undefined}
        aria-label={t('rail.aboveLabel', { count: above })}
        onClick={onAbove}
      >
        <UpIcon />
        {isShort ? above : t('rail.above', { count: above })}
      </button>
      <button
        type="button"
        className="btn rail__way"
        data-tap="below"
        data-none={below === 0 || undefined}
        aria-label={t('rail.belowLabel', { count: below })}
        onClick={onBelow}
      >
        <DownIcon />
        {isShort ? below : t('rail.below', { count: below })}
      </button>
    </div>
  )
}
