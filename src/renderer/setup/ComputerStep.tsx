import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CheckIcon, WarningIcon } from '../controls/icons.tsx'
import { SwitchRow } from '../controls/SwitchRow.tsx'
import { perform } from '../request.ts'
import { CounterRole } from '../settings/CounterRole.tsx'
import { StepButtons, type StepProps } from './step.tsx'

/** Start with the computer, full screen, and what is ready by now. */
export function ComputerStep({ snapshot, onNext }: StepProps) {
  const { t } = useTranslation()
  const { settings, sources, printers } = snapshot
  const names = (entries: readonly { name: string }[]): string => entries.map(({ name }) => name).join(', ')
  return (
    <div className="setup__form">
      {snapshot.door === 'desktop' ? (
        <div>
          <SwitchRow
            label={t('settings.general.autostart')}
            checked={settings.autostart}
            onChange={(autostart) => void perform('settings.update', { autostart })}
          />
          <SwitchRow
            label={t('settings.general.startFullScreen')}
            checked={settings.startFullScreen}
            onChange={(startFullScreen) => void perform('settings.update', { startFullScreen })}
          />
          <p className="setup__hint">{t('setup.computer.fullNow')}</p>
        </div>
      ) : (
        <>
          <p className="setup__hint">{t('setup.computer.browserStart')}</p>
          <FullScreen />
        </>
      )}
      <CounterRole settings={settings} update={(counter) => void perform('settings.update', { counter })} />
      <div className="setup__ask">
        <h3>{t('setup.computer.summary')}</h3>
        <ul className="setup__summary">
          <Ready
            isGood={sources.length > 0}
            text={
              sources.length > 0 ? t('setup.computer.sources', { names: names(sources) }) : t('setup.computer.noSource')
            }
          />
          <Ready
            isGood={printers.length > 0}
            text={
              printers.length > 0
                ? t('setup.computer.printers', { names: names(printers.map((printer) => printer.settings)) })
                : t('setup.computer.noPrinter')
            }
          />
        </ul>
      </div>
      <StepButtons>
        <span className="form__gap" />
        <button type="button" className="btn btn--primary" onClick={onNext}>
          {t('setup.computer.finish')}
        </button>
      </StepButtons>
    </div>
  )
}

function Ready({ isGood, text }: { isGood: boolean; text: string }) {
  return (
    <li data-good={isGood || undefined}>
      {isGood ? <CheckIcon /> : <WarningIcon />}
      {text}
    </li>
  )
}

function FullScreen() {
  const { t } = useTranslation()
  const [isFull, setFull] = useState(document.fullscreenElement !== null)
  const [isRefused, setRefused] = useState(false)
  useEffect(() => {
    const look = (): void => setFull(document.fullscreenElement !== null)
    document.addEventListener('fullscreenchange', look)
    return () => document.removeEventListener('fullscreenchange', look)
  }, [])
  const toggle = (): void => {
    setRefused(false)
    const asked = isFull ? document.exitFullscreen() : document.documentElement.requestFullscreen()
    asked.catch(() => setRefused(true))
  }
  return (
    <div className="setup__ask">
      <h3>{t('setup.computer.fullScreen')}</h3>
      <p className="setup__hint">{t('setup.computer.fullScreenHint')}</p>
      <button type="button" className="btn" aria-pressed={isFull} onClick={toggle}>
        {t(isFull ? 'setup.computer.leaveFull' : 'setup.computer.enterFull')}
      </button>
      {isRefused && <p role="alert">{t('setup.computer.fullRefused')}</p>}
    </div>
  )
}
