import { Slider } from 'radix-ui'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SoundIcon } from '../controls/icons.tsx'

interface VolumeRowProps {
  /** 0..1 */
  volume: number
  /** Resolves when the core has answered. */
  onCommit(volume: number): Promise<unknown>
  onTry(volume: number): void
}

export function VolumeRow({ volume, onCommit, onTry }: VolumeRowProps) {
  const { t } = useTranslation()
  /** While the thumb is held, and until the core has taken it. */
  const [held, setHeld] = useState<number | null>(null)
  const percent = held ?? Math.round(volume * 100)
  const commit = async (value: number): Promise<void> => {
    await onCommit(value / 100)
    setHeld(null)
  }
  return (
    <div className="field">
      <span className="field__label">
        {t('settings.general.volume')}: %{percent}
      </span>
      <div className="volume">
        <Slider.Root
          className="slider"
          value={[percent]}
          max={100}
          step={5}
          onValueChange={([value = 0]) => setHeld(value)}
          onValueCommit={([value = 0]) => void commit(value)}
        >
          <Slider.Track className="slider__track">
            <Slider.Range className="slider__range" />
          </Slider.Track>
          <Slider.Thumb className="slider__thumb" aria-label={t('settings.general.volume')} />
        </Slider.Root>
        <button type="button" className="btn" onClick={() => onTry(percent / 100)}>
          <SoundIcon />
          {t('settings.general.try')}
        </button>
      </div>
      {percent === 0 && <span className="field__error">{t('settings.general.volumeOff')}</span>}
    </div>
  )
}
