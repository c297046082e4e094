import type { ComponentType } from 'react'
import {
  AboutIcon,
  BoardIcon,
  CourierIcon,
  HelpIcon,
  LedgerIcon,
  PackIcon,
  ReportIcon,
  SettingsIcon,
  SlipsIcon,
} from '../controls/icons.tsx'
import type { Route } from '../route.ts'

/** Every page that the navigation leads to, a line each; those first in the list keep a button of their own longest. */
export const pages = [
  { label: 'header.board', Icon: BoardIcon, route: { name: 'board' } },
  { label: 'packing.title', Icon: PackIcon, route: { name: 'packing' } },
  { label: 'header.couriers', Icon: CourierIcon, route: { name: 'courier', courierId: null } },
  { label: 'header.ledger', Icon: LedgerIcon, route: { name: 'ledger', dayIso: null } },
  { label: 'header.journal', Icon: SlipsIcon, route: { name: 'journal', filter: 'all', printerId: null } },
  { label: 'header.report', Icon: ReportIcon, route: { name: 'report', dayIso: null } },
  { label: 'statistics.title', Icon: ReportIcon, route: { name: 'statistics' } },
  { label: 'shell.help.title', Icon: HelpIcon, route: { name: 'help' } },
  { label: 'about.title', Icon: AboutIcon, route: { name: 'about' } },
  { label: 'action.settings', Icon: SettingsIcon, route: { name: 'settings', tab: 'sources' } },
] as const satisfies readonly { label: string; Icon: ComponentType; route: Route }[]

/** Pages with a place of their own in the header, whatever its width: the way home and the settings. */
export const fixedPages: ReadonlySet<Route['name']> = new Set(['board', 'settings'])
