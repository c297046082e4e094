import type { TFunction } from 'i18next'

/** So many are named; how many more there are is counted. */
const MOST_NAMED = 4

/** `Kadıköy, Moda ve Üsküdar`, as Intl joins them; of many the first few and the count of the rest. */
export function joinNames(t: TFunction, names: readonly string[]): string {
  const rest = names.length - MOST_NAMED
  const said = rest > 1 ? [...names.slice(0, MOST_NAMED), t('shell.others', { count: rest })] : names
  return t('shell.list', { names: said })
}
