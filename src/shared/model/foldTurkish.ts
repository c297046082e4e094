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
