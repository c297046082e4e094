import '../../src/renderer/styles/index.css'
import './gallery.css'
import { QueryClientProvider } from '@tanstack/react-query'
import i18next from 'i18next'
import { createRoot } from 'react-dom/client'
import { queryClient } from '../../src/renderer/request.ts'
import { useScreen } from '../../src/renderer/store.ts'
import { startWords } from '../../src/renderer/words/startWords.ts'
import { languages } from '../../src/shared/settings/settings.ts'
import { NOW_MS, snapshot } from '../renderer/fixtures.ts'
import { Gallery } from './Gallery.tsx'
import { sections } from './sections.tsx'

/** `?section=cards&language=en&theme=dark&size=large` chooses; left out: the first section, in Turkish, light. */
const asked = new URLSearchParams(location.search)
const language = languages.find((known) => known === asked.get('language')) ?? 'tr'
const section = Object.keys(sections).find((known) => known === asked.get('section')) ?? 'tokens'
document.documentElement.lang = language
document.documentElement.dataset['theme'] = asked.get('theme') ?? 'light'
document.documentElement.dataset['textSize'] = asked.get('size') ?? 'normal'
Date.now = () => NOW_MS
Object.assign(window, { tezgah: { request: async () => ({ ok: true, value: null }), on: () => () => undefined } })
await startWords(language)
await i18next.changeLanguage(language)
useScreen.getState().receive(snapshot())
createRoot(document.getElementById('root') ?? document.body).render(
  <QueryClientProvider client={queryClient}>
    <Gallery section={section} />
  </QueryClientProvider>,
)
