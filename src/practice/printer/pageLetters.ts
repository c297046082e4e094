/**
 * What the bytes 0x80-0xFF mean in each code page, written down apart from the encoder's tables so that the practice
 * printer can contradict them. U+FFFD: the page has nothing there.
 */
const cp437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00A0'

const cp857 =
  'ÇüéâäàåçêëèïîıÄÅÉæÆôöòûùİÖÜø£ØŞşáíóúñÑĞğ¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ºªÊËÈ\uFFFDÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµ\uFFFD×ÚÛÙìÿ¯´\u00AD±\uFFFD¾¶§÷¸°¨·¹³²■\u00A0'

/** What one printer has under each number of `ESC t n`. */
export type PageTable = Readonly<Record<number, string>>

/** As Epson, and the clones whose lists are known, number them: a printer that has whatever any of them has. */
export const knownPages: PageTable = {
  0: cp437,
  8: cp857, // Citizen
  12: cp857, // Star
  13: cp857, // Epson
  29: cp857, // Youku, and many 58 mm clones
  37: cp857, // Bixolon
  61: cp857, // pos-5890, pos-8360
  25: 'windows-1254', // Bixolon
  32: 'windows-1254', // Youku
  43: 'windows-1254', // Youku: ISO 8859-9, whose letters stand at the same places
  48: 'windows-1254', // Epson
  91: 'windows-1254', // pos-5890, pos-8360
}

const latin5 = new TextDecoder('windows-1254')

/** @returns the letter a byte prints as, null when nobody knows that page or it has no such letter. */
export function letterOf(pages: PageTable, page: number, byte: number): string | null {
  if (byte >= 0x20 && byte <= 0x7e) return String.fromCharCode(byte)
  const letters = pages[page]
  if (letters === undefined || byte < 0x80) return null
  const letter = letters === 'windows-1254' ? latin5.decode(Uint8Array.of(byte)) : (letters[byte - 0x80] ?? null)
  return letter === null || letter === '\uFFFD' || /\p{Cc}/u.test(letter) ? null : letter
}
