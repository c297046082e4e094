import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { BackIcon, CalendarIcon, ForwardIcon } from '../controls/icons.tsx'
import { shiftDay, spellDay } from './reportDays.ts'

interface DayPickerProps {
  dayIso: string
  today: string
  language: 'tr' | 'en'
  onPick(dayIso: string): void
}

/** One day back, one day forth, or any day up to today. */
export function DayPicker({ dayIso, today, language, onPick }: DayPickerProps) {
  const { t } = useTranslation()
  const calendar = useRef<HTMLInputElement>(null)
  const pick = (day: string): void => {
    if (/^\d{4}-\d{2}-\d{2}$/.test(day) && day <= today) onPick(day)
  }
  return (
    <div className="day-picker">
      <button
        type="button"
        className="btn btn--icon"
        aria-label={t('report.previous')}
        onClick={() => pick(shiftDay(dayIso, -1))}
      >
        <BackIcon />
      </button>
      <span className="day-picker__day">
        {/* The browser would write the date as its own language does; the calendar it opens is welcome. */}
        <input
          ref={calendar}
          className="day-picker__calendar"
          type="date"
          tabIndex={-1}
          aria-label={t('report.day')}
          value={dayIso}
          max={today}
          onChange={(event) => pick(event.target.value)}
        />
        <button type="button" className="btn" onClick={() => calendar.current?.showPicker()}>
          <CalendarIcon />
          {spellDay(dayIso, language)}
        </button>
      </span>
      <button
        type="button"
        className="btn btn--icon"
        aria-label={t('report.next')}
        disabled={dayIso >= today}
        onClick={() => pick(shiftDay(dayIso, 1))}
      >
        <ForwardIcon />
      </button>
      <button type="button" className="btn" disabled={dayIso === today} onClick={() => pick(today)}>
        {t('report.today')}
      </button>
    </div>
  )
}
