import './styles/index.css'
import { QueryClientProvider } from '@tanstack/react-query'
import i18next from 'i18next'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { bridge, queryClient } from './request.ts'
import { followAddress } from './followAddress.ts'
import { followCore } from './followCore.ts'
import { CrashPage } from './shell/CrashPage.tsx'
import { holdSounds } from './sound/heldSounds.ts'
import { followLink } from './sound/linkAlarm.ts'
import { guardKeys } from './guardKeys.ts'
import { guardSight } from './guardSight.ts'
import { guardTaps } from './guardTaps.ts'
import { keepFocus } from './keepFocus.ts'
import { reportSound } from './sound/reportSound.ts'
import { followWithWebNotices } from './sound/webNotices.ts'
import { startWords } from './words/startWords.ts'

async function openScreen(): Promise<void> {
  await startWords('tr')
  const api = bridge()
  const root = createRoot(document.getElementById('root') ?? document.body)
  if (api === null) {
    root.render(
      <div className="splash" role="alert">
        <h1>{i18next.t('app.missingBridge.title')}</h1>
        <p>{i18next.t('app.missingBridge.body')}</p>
      </div>,
    )
    return
  }
  holdSounds()
  guardKeys()
  guardTaps()
  guardSight()
  followCore(api)
  followLink()
  reportSound()
  followAddress()
  followWithWebNotices()
  keepFocus(document.body)
  root.render(
    <CrashPage>
      <QueryClientProvider client={queryClient}>
        <App />
      </QueryClientProvider>
    </CrashPage>,
  )
}

void openScreen()
