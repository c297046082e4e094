import { useTranslation } from 'react-i18next'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { SoundIcon } from '../controls/icons.tsx'
import { perform } from '../request.ts'
import { Banner } from '../shell/Banner.tsx'
import { soundPlayer } from './soundPlayer.ts'

/** Plays a sound and takes a person's word for whether it is heard. */
export function HearTest({ volume }: { volume: number }) {
  const { t } = useTranslation()
  const answer = (isHeard: boolean): void => void perform('sound.heard', { isHeard })
  return (
    <>
      <button type="button" className="btn btn--primary" onClick={() => soundPlayer.once('bells', volume)}>
        <SoundIcon />
        {t('sounds.heard.play')}
      </button>
      <button type="button" className="btn" onClick={() => answer(true)}>
        {t('sounds.heard.yes')}
      </button>
      <button type="button" className="btn" onClick={() => answer(false)}>
        {t('sounds.heard.no')}
      </button>
    </>
  )
}

/** The question at the start of a shift. */
export function HearTestBanner({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useTranslation()
  if (snapshot.hearTest === 'none') return null
  return (
    <Banner tone="ask" what={t('sounds.heard.ask')} more={t('sounds.heard.how')}>
      <HearTest volume={snapshot.settings.soundVolume} />
    </Banner>
  )
}
