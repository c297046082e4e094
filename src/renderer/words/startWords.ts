import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { resources } from '../../shared/words/index.ts'
import type { Language } from '../../shared/settings/settings.ts'

/** Starts i18next with both languages in memory: no request, no flash of keys. */
export async function startWords(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'tr',
    resources: { tr: { translation: resources.tr }, en: { translation: resources.en } },
    // React escapes; escaping twice would show `&#39;` in a customer's name.
    interpolation: { escapeValue: false },
  })
}
