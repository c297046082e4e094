import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, CDPSession, Page } from '@playwright/test'
import { z } from 'zod'

/**
 * How bright each part of a picture is, in a grid: enough to see that something is gone, has moved or has another colour,
 * and too coarse for the edges of letters, which differ from one machine to the next.
 */
const COLUMNS = 16
const ROWS = 12
/** 0 is black. */
const LEVELS = 36
/** Of one part, in levels: what differs by more is another picture. */
const PART_MAY_DIFFER = 3
/** Of all parts, in levels on average. */
const ALL_MAY_DIFFER = 0.3

const file = fileURLToPath(new URL('./pictures.json', import.meta.url))
const newPictures = join(tmpdir(), 'tezgah-pictures')
/** Of each picture that somebody has looked at: a digit of this base for each part, row by row. */
const pictures = z.record(z.string(), z.string().length(COLUMNS * ROWS))
const readPictures = (): Record<string, string> => pictures.parse(JSON.parse(readFileSync(file, 'utf8')))

/** Holds pages against their pictures; with `TEZGAH_PICTURES=draw` takes them as they are now. */
export interface PictureBook {
  /** @returns what is wrong with the picture of this name; null: it is as it was */
  look(name: string, page: Page): Promise<string | null>
  /** Keeps what was drawn. */
  close(): Promise<void>
}

export async function openPictureBook(browser: Browser): Promise<PictureBook> {
  const isDrawing = process.env['TEZGAH_PICTURES'] === 'draw'
  const known = readPictures()
  const drawn: Record<string, string> = {}
  const lens = await browser.newPage()
  return {
    look: async (name, page) => {
      const png = await takePicture(page)
      const seen = await brightnessOf(lens, png)
      drawn[name] = seen
      const before = known[name]
      if (isDrawing || (before !== undefined && isAlike(before, seen))) return null
      mkdirSync(newPictures, { recursive: true })
      const path = join(newPictures, `${name.replaceAll(/[^a-z0-9]+/gi, '-')}.png`)
      writeFileSync(path, png, 'base64')
      return `${before === undefined ? 'nobody has looked at it yet' : 'it looks different'}: ${path}`
    },
    close: async () => {
      await lens.close()
      if (!isDrawing) return
      const all = Object.entries({ ...readPictures(), ...drawn }).toSorted(([one], [other]) => (one < other ? -1 : 1))
      writeFileSync(file, `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`)
    },
  }
}

const sessions = new WeakMap<Page, Promise<CDPSession>>()

/** Straight from the browser, packed loosely: a third of the time. @returns PNG, base64 */
async function takePicture(page: Page): Promise<string> {
  const session = sessions.get(page) ?? page.context().newCDPSession(page)
  sessions.set(page, session)
  const { data } = await (await session).send('Page.captureScreenshot', { optimizeForSpeed: true })
  return data
}

/** The browser takes its own picture apart. @param png base64 */
const brightnessOf = (lens: Page, png: string): Promise<string> =>
  lens.evaluate(
    async ([base64, columns, rows, levels]) => {
      const blob = await (await fetch(`data:image/png;base64,${base64}`)).blob()
      const size = { resizeWidth: columns, resizeHeight: rows, resizeQuality: 'high' } as const
      const bitmap = await createImageBitmap(blob, size)
      const drawing = new OffscreenCanvas(columns, rows).getContext('2d')
      if (drawing === null) throw new Error('no canvas')
      drawing.drawImage(bitmap, 0, 0)
      const { data } = drawing.getImageData(0, 0, columns, rows)
      return Array.from({ length: columns * rows }, (_, part) => {
        const [red = 0, green = 0, blue = 0] = data.slice(part * 4)
        const brightness = (0.299 * red + 0.587 * green + 0.114 * blue) / 256
        return Math.floor(brightness * levels).toString(levels)
      }).join('')
    },
    [png, COLUMNS, ROWS, LEVELS] as const,
  )

function isAlike(one: string, other: string): boolean {
  const differences = [...one].map((digit, part) =>
    Math.abs(Number.parseInt(digit, LEVELS) - Number.parseInt(other[part] ?? '', LEVELS)),
  )
  const all = differences.reduce((sum, difference) => sum + difference, 0)
  return differences.every((difference) => difference <= PART_MAY_DIFFER) && all / differences.length <= ALL_MAY_DIFFER
}
