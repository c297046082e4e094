const PLAIN: Record<string, string> = {
  ı: 'i',
  İ: 'I',
  ø: 'o',
  Ø: 'O',
  ß: 'ss',
  æ: 'ae',
  Æ: 'AE',
  '–': '-',
  '—': '-',
  '’': "'",
}

/** The nearest printable ASCII: "Kardeşler Kebap – Çiğköfte" becomes "Kardesler Kebap - Cigkofte"; the rest is dropped. */
export function foldToAscii(text: string): string {
  return text
    .replace(/[ıİøØßæÆ–—’]/g, (letter) => PLAIN[letter] ?? '')
    .normalize('NFKD')
    .replace(/[^\x20-\x7e]/g, '')
    .replace(/ +/g, ' ')
    .trim()
}

/** For comparing words whatever their case: İPTAL, iptal and Iptal are one. ASCII lower case. */
export const foldWord = (text: string): string => foldToAscii(text).toLowerCase()

/** Whether people read two names as the same: letter case and outer spaces make no difference. */
export const sameName = (left: { name: string }, right: { name: string }): boolean =>
  foldName(left.name) === foldName(right.name)

/** A name as people compare it: lower case by Turkish rules, without outer spaces. Letters keep their marks. */
export const foldName = (text: string): string => text.trim().toLocaleLowerCase('tr')

/** For finding words however they were typed: `sisli` finds Şişli, `ISLAK` finds ıslak. Other scripts are kept. */
export const foldForSearch = (text: string): string =>
  text.toLocaleLowerCase('tr').normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ı', 'i')
