import { z } from 'zod'
import type { SettingsStore } from '../core/host.ts'
import { defaultSettings, languages, type Language } from '../shared/settings/settings.ts'
import { fillWords, resources } from '../shared/words/index.ts'

/** What the desktop door itself says, in one language: tray and dialogs. */
export interface Words {
  open: string
  showUnseen: string
  quit: string
  quiet: (openCount: number) => string
  waiting: (unseenCount: number) => string
  alarm: string
  /** @param names of the sources */
  unheard: (names: readonly string[]) => string
  quitQuestion: (slipCount: number) => { title: string; body: string; quit: string; stay: string }
}

export function wordsOf(language: Language): Words {
  const { tray, dialog } = resources[language]
  return {
    open: tray.open,
    showUnseen: tray.showUnseen,
    quit: tray.quit,
    quiet: (open) => fillWords(tray.quiet, { open }),
    waiting: (count) => fillWords(tray.waiting, { count }),
    alarm: tray.alarm,
    unheard: (names) => fillWords(tray.unheard, { names: names.join(', ') }),
    quitQuestion: (count) => {
      const { title, body, quit, stay } = dialog.quitWithWaitingSlips
      return { title, body: fillWords(body, { count }), quit, stay }
    },
  }
}

export interface CurrentLanguage {
  get(): Language
  set(language: Language): void
}

const languageSchema = z.object({ language: z.enum(languages) })

/** The language of the tray and dialogs: what is stored at the start, then what the core's snapshots say. */
export function createLanguage(settings: SettingsStore): CurrentLanguage {
  let current: Language = languageSchema.safeParse(settings.read().value).data?.language ?? defaultSettings.language
  return {
    get: () => current,
    set: (language) => {
      current = language
    },
  }
}
