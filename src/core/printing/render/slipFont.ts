import { createRequire } from 'node:module'
import type { Font } from 'fontkit'

const { resolve } = createRequire(import.meta.url)

/** DejaVu Sans Mono, plain and bold. What draws reads them itself, so in a package they lie beside the archive. */
export const slipFontFiles = (): string[] =>
  ['DejaVuSansMono.ttf', 'DejaVuSansMono-Bold.ttf'].map((file) =>
    resolve(`dejavu-fonts-ttf/ttf/${file}`).replace(/([\\/]app\.asar)([\\/])/, '$1.unpacked$2'),
  )

export const SLIP_FONT = 'DejaVu Sans Mono'

/** How far one of its letters moves the next, in ems. */
export const ADVANCE = 1233 / 2048

const mark = /\p{M}/u
let opened: Promise<{ has(letter: string): boolean }> | null = null

/** What can be drawn, one column each: all that the font has but marks, which have no place of their own. */
export function slipFontLetters(): Promise<{ has(letter: string): boolean }> {
  opened ??= openFont().then((font) => {
    const known = new Map<string, boolean>()
    return {
      has: (letter) => {
        const earlier = known.get(letter)
        if (earlier !== undefined) return earlier
        const has = letter.length === 1 && !mark.test(letter) && font.hasGlyphForCodePoint(letter.charCodeAt(0))
        known.set(letter, has)
        return has
      },
    }
  })
  return opened
}

async function openFont(): Promise<Font> {
  const { open } = await import('fontkit')
  const font = await open(slipFontFiles()[0] ?? '')
  if (!('hasGlyphForCodePoint' in font)) throw new Error('a collection of fonts, not one')
  return font
}
