import { Slider } from 'radix-ui'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'

interface VolumeSliderProps {
  label: string
  /** 0..1 */
  volume: number
  /** 0..1; what it can be set to at least. */
  least?: number
  /** Resolves when the core has answered. */
  onCommit(volume: number): Promise<unknown>
  /** Beside the slider. @param percent as the thumb stands just now */
  children?(percent: number): ReactNode
}

/** How loud something is, in steps of five per cent. */
export function VolumeSlider({ label, volume, least = 0, onCommit, children }: VolumeSliderProps) {
  const { i18n } = useTranslation()
  /** While the thumb is held, and until the core has taken it. */
  const [held, setHeld] = useState<number | null>(null)
  const percent = held ?? Math.round(volume * 100)
  const said = new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(percent / 100)
  const commit = async (value: number): Promise<void> => {
    await onCommit(value / 100)
    setHeld(null)
  }
  return (
    <div className="volume">
      <Slider.Root
        className="slider"
        value={[percent]}
        min={least * 100}
        max={100}
        step={5}
        onValueChange={([value = 0]) => setHeld(value)}
        onValueCommit={([value = 0]) => void commit(value)}
      >
        <Slider.Track className="slider__track">
          <Slider.Range className="slider__range" />
        </Slider.Track>
        <Slider.Thumb className="slider__thumb" aria-label={label} aria-valuetext={said} />
      </Slider.Root>
      <span className="volume__percent">{said}</span>
      {children?.(percent)}
    </div>
  )
}
