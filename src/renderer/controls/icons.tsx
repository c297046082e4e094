import type { ReactNode } from 'react'

/** Line icons, 24 units square, drawn in the text's colour. Always beside a word or inside a labelled button. */
function Icon({ children }: { children: ReactNode }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {children}
    </svg>
  )
}

export const CheckIcon = () => (
  <Icon>
    <path d="M4.5 12.5 10 18 19.5 7" />
  </Icon>
)
export const CourierIcon = () => (
  <Icon>
    <path d="M6 19.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM18 19.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM8.5 17h7L13 8.5h3.5L18 14.5M3.5 11h5" />
  </Icon>
)
export const PrinterIcon = () => (
  <Icon>
    <path d="M7 8V3.5h10V8M7 17H4V9.5h16V17h-3M7 14h10v6.5H7z" />
  </Icon>
)
export const SettingsIcon = () => (
  <Icon>
    <path d="M3.5 7.5h10M18.5 7.5h2M3.5 16.5h2M10.5 16.5h10" />
    <circle cx="16" cy="7.5" r="2.5" />
    <circle cx="8" cy="16.5" r="2.5" />
  </Icon>
)
export const SearchIcon = () => (
  <Icon>
    <circle cx="10.5" cy="10.5" r="6" />
    <path d="m15 15 5.5 5.5" />
  </Icon>
)
export const CloseIcon = () => (
  <Icon>
    <path d="m6 6 12 12M18 6 6 18" />
  </Icon>
)
export const BackIcon = () => (
  <Icon>
    <path d="M20 12H4.5M11 5l-7 7 7 7" />
  </Icon>
)
export const WarningIcon = () => (
  <Icon>
    <path d="M12 3.5 22 20.5H2zM12 10v5M12 17.6v.6" />
  </Icon>
)
export const SoundIcon = () => (
  <Icon>
    <path d="M4 9.5v5h3.5L13 19V5L7.5 9.5zM16.5 9a4.2 4.2 0 0 1 0 6M19 6.5a8 8 0 0 1 0 11" />
  </Icon>
)
export const MuteIcon = () => (
  <Icon>
    <path d="M4 9.5v5h3.5L13 19V5L7.5 9.5zM16.5 9.5l5 5M21.5 9.5l-5 5" />
  </Icon>
)
export const BellIcon = () => (
  <Icon>
    <path d="M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15zM10 21h4" />
  </Icon>
)
export const MapIcon = () => (
  <Icon>
    <path d="M12 21.5s7-6.4 7-11.6a7 7 0 0 0-14 0c0 5.2 7 11.6 7 11.6z" />
    <circle cx="12" cy="9.8" r="2.4" />
  </Icon>
)
export const RoomyIcon = () => (
  <Icon>
    <path d="M4 4.5h7v6.5H4zM13.5 4.5h6.5v6.5h-6.5zM4 13.5h7V20H4zM13.5 13.5h6.5V20h-6.5z" />
  </Icon>
)
export const DenseIcon = () => (
  <Icon>
    <path d="M4 4.5h4v4H4zM10 4.5h4v4h-4zM16 4.5h4v4h-4zM4 10.5h4v4H4zM10 10.5h4v4h-4zM16 10.5h4v4h-4zM4 16.5h4v3.5H4zM10 16.5h4v3.5h-4zM16 16.5h4v3.5h-4z" />
  </Icon>
)
export const DocumentIcon = () => (
  <Icon>
    <path d="M6 3.5h8l4.5 4.5V20.5H6zM9 12h6M9 16h6" />
  </Icon>
)
export const UnfoldIcon = () => (
  <Icon>
    <path d="m5 9 7 7 7-7" />
  </Icon>
)
export const FoldIcon = () => (
  <Icon>
    <path d="m5 15.5 7-7 7 7" />
  </Icon>
)
export const SlipsIcon = () => (
  <Icon>
    <path d="M4.5 6.5h2M10 6.5h9.5M4.5 12h2M10 12h9.5M4.5 17.5h2M10 17.5h9.5" />
  </Icon>
)
export const ReportIcon = () => (
  <Icon>
    <path d="M5 4.5h14v16H5zM8.5 12.5l2.6 2.6 4.6-5.6M9 2.5h6v4H9z" />
  </Icon>
)
export const ForwardIcon = () => (
  <Icon>
    <path d="M4 12h15.5M13 5l7 7-7 7" />
  </Icon>
)
export const CalendarIcon = () => (
  <Icon>
    <path d="M4 6h16v14.5H4zM4 10.5h16M8.5 3v5M15.5 3v5" />
  </Icon>
)
export const UpIcon = () => (
  <Icon>
    <path d="M12 20V4.5M5 11l7-7 7 7" />
  </Icon>
)
export const DownIcon = () => (
  <Icon>
    <path d="M12 4v15.5M5 13l7 7 7-7" />
  </Icon>
)
export const PhoneIcon = () => (
  <Icon>
    <path d="M6 3.5h4l1.5 5-2.4 1.8a12 12 0 0 0 4.6 4.6l1.8-2.4 5 1.5v4a2 2 0 0 1-2.2 2A17.5 17.5 0 0 1 4 5.7 2 2 0 0 1 6 3.5z" />
  </Icon>
)
export const CopyIcon = () => (
  <Icon>
    <path d="M8.5 8.5h11v12h-11zM15.5 8.5v-5h-11v12h4" />
  </Icon>
)
export const PackIcon = () => (
  <Icon>
    <path d="M4 8.5h16v12H4zM4 8.5l2.5-5h11l2.5 5M9.5 14l2 2 3.5-4" />
  </Icon>
)
export const MenuIcon = () => (
  <Icon>
    <path d="M4 6.5h16M4 12h16M4 17.5h16" />
  </Icon>
)
export const BoardIcon = () => (
  <Icon>
    <path d="M4 5h7v14H4zM14 5h6v8h-6z" />
  </Icon>
)
export const HelpIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="8.5" />
    <path d="M9.5 9.8a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.1.9-1.1 1.7M12 16.6v.5" />
  </Icon>
)
export const KeyboardIcon = () => (
  <Icon>
    <path d="M3 7h18v10.5H3zM6.5 10.5h.1M10 10.5h.1M13.5 10.5h.1M17 10.5h.1M8 14.2h8" />
  </Icon>
)
export const LedgerIcon = () => (
  <Icon>
    <path d="M5 3.5h14v17H5zM8.5 3.5v17M11.5 8h4.5M11.5 12h4.5" />
  </Icon>
)
export const AboutIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="8.5" />
    <path d="M12 11v5.5M12 7.6v.5" />
  </Icon>
)
