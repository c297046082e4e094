import type { OpenScreen } from '../shared/contract/screens.ts'
import type { Result } from '../shared/contract/problems.ts'
import type { Language } from '../shared/settings/settings.ts'
import type { UpdatePort } from './updates/updatePort.ts'

/**
 * All that the core asks of its surroundings. Each door supplies one; tests supply a small real one.
 * Nothing in here knows Electron.
 */
export interface Host {
  readonly door: 'desktop' | 'browser'
  readonly version: string
  /** What rings is played by the door's pages: that none of them can is an alarm. */
  readonly playsOnPages: boolean
  /** Printed on slips, so that a shop with two counters knows which one printed. */
  readonly computerName: string
  readonly clock: Clock
  readonly timers: Timers
  /** A folder that exists; the ledger lives in it. */
  readonly dataDir: string
  readonly secrets: SecretStore
  readonly settings: SettingsStore
  /** 0 <= value < 1, for jitter. */
  random(): number
  /** Raises a desktop notification. Must not throw; a door without notifications ignores it. */
  notify(notice: Notice): void
  /** The tray count, window badge and title. Called whenever it changes. */
  showAttention(attention: Attention): void
  /** Applies the autostart setting to the system. */
  setAutostart(enabled: boolean): void
  log(entry: LogEntry): void
  /** All that the installer's file asked for is stored for good, its keys included: the file is not needed any more. */
  provisionTaken?(): void
  /** For whoever helps: what was logged, and a bundle of files beside the ledger. @throws when it cannot be written */
  support?: {
    logs(): { name: string; text: string }[]
    /** @returns the bundle's path */
    save(files: readonly { name: string; text: string }[]): string
  }
  /** Keeps the computer from falling asleep by itself, or lets it; left out by a door that cannot. */
  keepAwake?(isWanted: boolean): void
  /** Called every ten seconds while the core goes on, for whoever watches from outside. */
  noteAlive?(): void
  /** Brings the door's own next version; left out by a door that is updated otherwise. */
  updates?: UpdatePort
  /** Screens in browsers that are signed in; left out by a door that has none. */
  screens?: { list(): OpenScreen[]; signOut(id: string): boolean }
  /** Ordinary printers of this computer; left out by a door that cannot print pages. */
  systemPrinters?(): Promise<{ name: string; isDefault: boolean }[]>
  /** The networks this computer is in; left out where nobody may look for printers in them. */
  networkInterfaces?(): NetworkInterfaces
  /** Hands a page to an ordinary printer, without a dialog. Success means handed over, not printed. Never rejects. */
  printPage?(page: SystemPage): Promise<Result<null>>
}

/** As `os.networkInterfaces()` tells them. */
export type NetworkInterfaces = Readonly<
  Record<string, readonly { address: string; family: string; internal: boolean; cidr: string | null }[] | undefined>
>

/** What a page is printed on; `roll`: as long as the slip. */
export type Paper = { kind: 'a4' } | { kind: 'roll'; widthMm: number; heightMm: number }

/** A slip as a page. `html` holds all it needs and nothing that runs. */
export interface SystemPage {
  html: string
  /** The printer's name as `systemPrinters` gave it. */
  device: string
  paper: Paper
  /** What the system's queue calls it. */
  title: string
}

/** The record's name in `dataDir`: a folder that has one has been a shop's. */
export const LEDGER_FILE = 'ledger.sqlite'

export interface Clock {
  /** Wall time, epoch ms: for people and slips. It may jump. */
  nowMs(): number
  /** Never jumps: for intervals, retries and alarms. */
  monotonicMs(): number
}

export interface Timers {
  /** Calls back once after delayMs. @returns cancel */
  after(delayMs: number, callback: () => void): () => void
}

export interface Secrets {
  apiKey: string
  /** Adisyo only. */
  apiSecret?: string | undefined
  /** Scheme, host and port that they were entered for, and the only ones they are sent to; left out by a first release. */
  origin?: string | undefined
}

export type StoredSecrets =
  | { kind: 'set'; secrets: Secrets }
  | { kind: 'missing' }
  /** Kept but cannot be decrypted here (another user, a changed profile): must be entered again. */
  | { kind: 'unreadable' }

export interface SecretStore {
  /** `system`: encrypted at rest by the system's keyring. `none`: kept for this run only. */
  readonly keyring: 'system' | 'none'
  read(sourceId: string): Promise<StoredSecrets>
  write(sourceId: string, secrets: Secrets): Promise<void>
  remove(sourceId: string): Promise<void>
}

export interface SettingsStore {
  /** What is stored, unvalidated; undefined when there is nothing yet. Never throws: a broken file is set aside. */
  read(): { value: unknown; setAside: string | null }
  /** @throws when it could not be written and read back whole. */
  write(value: unknown): void
  /**
   * Copies what is stored beside itself, once however often it is asked. Left out where there is no file.
   *
   * @param label stands in the copy's name
   * @returns the copy's name; null: nothing is stored. @throws when it could not be copied whole.
   */
  copyAside?(label: string): string | null
}

/** A notification as data: the door puts it into words of this language. */
export interface Notice {
  /** Same tag replaces the one before. */
  tag: string
  title: string
  body: string
  urgency: 'normal' | 'critical'
  /** What a click brings forward; null: the board. */
  orderKey: string | null
  language: Language
}

export interface Attention {
  unacknowledgedCount: number
  /** A source is stale or a slip needs a person. */
  hasAlarm: boolean
  /** The sources that are not heard as they should be, by name. */
  unheard: string[]
  openCount: number
  waitingSlipCount: number
}

/** Already redacted: entries hold codes, ids and counts, never keys, addresses, names or phone numbers. */
export interface LogEntry {
  level: 'info' | 'warn' | 'error'
  what: string
  data?: Record<string, string | number | boolean | null>
}
