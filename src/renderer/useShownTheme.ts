import type { Theme } from '../shared/settings/settings.ts'
import { useMedia } from './useMedia.ts'

/** The colours that are shown: `system` follows the computer's, also when it changes at dusk. */
export function useShownTheme(theme: Theme): Exclude<Theme, 'system'> {
  const isDark = useMedia('(prefers-color-scheme: dark)')
  const wantsContrast = useMedia('(prefers-contrast: more)')
  if (theme !== 'system') return theme
  return wantsContrast ? 'highContrast' : isDark ? 'dark' : 'light'
}
