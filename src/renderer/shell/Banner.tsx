import type { ReactNode } from 'react'
import { BellIcon, WarningIcon } from '../controls/icons.tsx'

interface BannerProps {
  /** `alarm`: something is broken; `warn`: something did not work; `ask`: a question. */
  tone: 'alarm' | 'warn' | 'ask'
  what: string
  more: string
  className?: string
  /** Its buttons. */
  children?: ReactNode
}

/** What happened in bold, then what still works and what to do. */
export function Banner({ tone, what, more, className = '', children }: BannerProps) {
  return (
    <div className={`banner ${className}`} data-tone={tone} role={tone === 'alarm' ? 'alert' : 'status'}>
      {tone === 'ask' ? <BellIcon /> : <WarningIcon />}
      <p className="banner__words">
        <strong>{what}</strong> <span className="banner__more">{more}</span>
      </p>
      {children !== undefined && <div className="banner__buttons">{children}</div>}
    </div>
  )
}

interface BannerButtonProps {
  label: string
  /** What it is about: the same word stands on the buttons of other banners. */
  about: string
  isPrimary?: boolean
  icon?: ReactNode
  onPress(): void
}

/** A button of a banner; read aloud it names what it is about. */
export function BannerButton({ label, about, isPrimary = false, icon, onPress }: BannerButtonProps) {
  return (
    <button
      type="button"
      className={isPrimary ? 'btn btn--primary' : 'btn'}
      aria-label={about === '' ? undefined : `${label}: ${about}`}
      onClick={onPress}
    >
      {icon}
      {label}
    </button>
  )
}
