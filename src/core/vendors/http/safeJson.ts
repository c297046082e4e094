export type SafeJson = { ok: true; value: unknown } | { ok: false; code: 'notJson' | 'tooDeep' }

/**
 * Parses JSON that a stranger wrote: depth is checked before parsing (a recursive reader must never see 5,000
 * levels), and whole numbers too large for a double arrive as strings, so that an id keeps its digits.
 */
export function parseSafeJson(text: string, maxDepth: number): SafeJson {
  const scanned = scan(text, maxDepth)
  if (scanned === null) return { ok: false, code: 'tooDeep' }
  try {
    return { ok: true, value: JSON.parse(scanned) }
  } catch {
    return { ok: false, code: 'notJson' }
  }
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
/** 16 digits may pass 2^53; fewer never do. */
const LARGE_DIGITS = 16

/** @returns the text with large whole numbers quoted, or null when it nests too deep. */
function scan(text: string, maxDepth: number): string | null {
  let depth = 0
  let copied = 0
  let safe = ''
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) at = endOfString(text, at)
    else if (code === 0x7b || code === 0x5b) {
      if (++depth > maxDepth) return null
    } else if (code === 0x7d || code === 0x5d) depth--
    else if (isDigit(code) || code === 0x2d) {
      const end = endOfNumber(text, at)
      if (end - at >= LARGE_DIGITS && isLargeInteger(text.slice(at, end))) {
        safe += `${text.slice(copied, at)}"${text.slice(at, end)}"`
        copied = end
      }
      at = end - 1
    }
  }
  return copied === 0 ? text : safe + text.slice(copied)
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39

/** The index of the closing quote, or the text's end when there is none (which JSON.parse then refuses). */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let slashes = 0
    while (text.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes++
    if (slashes % 2 === 0) return at
  }
  return text.length
}

function endOfNumber(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && isPartOfNumber(text.charCodeAt(at))) at++
  return at
}

/** Digits, sign, dot and exponent: whatever else a wrong number holds is for JSON.parse to refuse. */
const isPartOfNumber = (code: number): boolean =>
  isDigit(code) || code === 0x2e || code === 0x2b || code === 0x2d || code === 0x65 || code === 0x45

const isLargeInteger = (token: string): boolean =>
  /^-?(0|[1-9]\d*)$/.test(token) && !Number.isSafeInteger(Number(token))
