import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { encode } from 'uqr'

/** Quiet zone around a QR code, modules. */
const QUIET = 2

/** A code for a phone's camera, with what it leads to below it. */
export function QrCode({ data, caption }: { data: string; caption: string | null }) {
  const { t } = useTranslation()
  const code = useMemo(() => encode(data, { border: QUIET }), [data])
  const path = code.data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  const label = caption === null ? t('order.slipQrPlain') : t('order.slipQr', { caption })
  return (
    <figure className="slip__qr">
      <svg viewBox={`0 0 ${code.size} ${code.size}`} role="img" aria-label={label} shapeRendering="crispEdges">
        <path d={path} />
      </svg>
      {caption !== null && <figcaption>{caption}</figcaption>}
    </figure>
  )
}
