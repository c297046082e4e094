import { useEffect } from 'react'

/** Puts the theme on the page; `system` follows the computer's, also when it changes at dusk. */
export function useTheme(theme: 'system' | 'light' | 'dark'): void {
  useEffect(() => {
    const system = matchMedia('(prefers-color-scheme: dark)')
    const apply = (): void => {
      document.documentElement.dataset['theme'] = theme === 'system' ? (system.matches ? 'dark' : 'light') : theme
    }
    apply()
    system.addEventListener('change', apply)
    return () => system.removeEventListener('change', apply)
  }, [theme])
}
