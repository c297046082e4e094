import { z } from 'zod'
import type { SettingsStore } from '../core/host.ts'
import { defaultSettings, languages, type Language } from '../shared/settings/settings.ts'

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
