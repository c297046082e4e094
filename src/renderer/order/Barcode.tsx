import { useTranslation } from 'react-i18next'
import { code128Bars, QUIET_MODULES } from '../../shared/model/code128.ts'

/** A column of the paper is twelve dots, a module three. */
const MODULES_PER_COLUMN = 4

/** The bars of a slip, as wide as they are printed. */
export function Barcode({ data }: { data: string }) {
  const { t } = useTranslation()
  const { size, bars } = code128Bars(data)
  const path = bars.map(({ at, width }) => `M${at} 0h${width}v1h-${width}z`).join('')
  return (
    <svg
      className="slip__barcode"
      style={{ width: `${(size + 2 * QUIET_MODULES) / MODULES_PER_COLUMN}ch` }}
      viewBox={`${-QUIET_MODULES} 0 ${size + 2 * QUIET_MODULES} 1`}
      preserveAspectRatio="none"
      role="img"
      aria-label={t('order.slipBarcode', { data })}
      shapeRendering="crispEdges"
    >
      <path d={path} />
    </svg>
  )
}
