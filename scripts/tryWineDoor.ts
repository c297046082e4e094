import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { chromium, type Locator } from '@playwright/test'
import { startPracticeShop } from '../src/practice/practiceShop.ts'
import type { PracticePrinter } from '../src/practice/printer/practicePrinter.ts'
import { ensureBrowser } from './ensureBrowser.ts'
import { fromRoot } from './paths.ts'

interface WineDoor {
  /** The folder that node.exe starts in, with what is native beside it. */
  house: string
  /** Starts node.exe there; it writes into this file. */
  start(args: readonly string[], logFile: string): ChildProcess
  /** A queue of Windows that leads to the printer. */
  queue: string
  printer: PracticePrinter
  check(what: string, isTrue: boolean, saw?: unknown): void
  say(sentence: string): void
}

const PATIENCE_MS = 60_000

/** The whole browser door as built, on Windows's own calls as Wine has them: an order is shown, printed, and not printed again. */
export async function tryWineDoor({ house, start, queue, printer, check, say }: WineDoor): Promise<void> {
  for (const part of ['browser', 'renderer'])
    cpSync(fromRoot(`out/${part}`), join(house, 'out', part), { recursive: true })
  const shop = await startPracticeShop()
  const browser = await chromium.launch({ executablePath: await ensureBrowser(say), args: ['--no-sandbox'] })
  let door: ChildProcess | null = null
  try {
    const { baseUrl, apiKey } = shop.restomenum
    writeFileSync(
      join(house, 'provision.json'),
      JSON.stringify({
        language: 'tr',
        sources: [{ kind: 'restomenum', name: 'Kadıköy', baseUrl, apiKey, pollSeconds: 1 }],
        printers: [{ name: 'Kasa', connection: { kind: 'windows', queue }, paperWidthMm: 80, codePage: 'cp857' }],
      }),
    )
    const open = async (name: string): Promise<string> => {
      const log = join(house, `${name}.log`)
      const args = ['--data-dir', 'C:\\tezgah', '--provision', 'provision.json', '--port', '0', '--no-open']
      door = start(['out/browser/index.js', ...args], log)
      const address = await until(() => /^Tezgah is open at (\S+)/m.exec(textOf(log))?.[1])
      if (address === undefined) say(textOf(log))
      return address ?? ''
    }
    const end = async (): Promise<void> => {
      const ended = door === null ? null : once(door, 'exit')
      door?.kill('SIGKILL')
      await ended
    }
    const before = printer.slips().length
    const first = await open('first')
    check('the browser door says where it is open', first !== '')
    if (first === '') return
    const page = await browser.newPage()
    await page.goto(first)
    const isHeard = await until(
      () => shop.requests.some(({ kind, outcome }) => kind === 'list' && outcome === 'ok') || undefined,
    )
    check('its page opens, and its source is asked', isHeard === true && (await isShown(page.locator('.board'))))
    shop.addPacket({ pos: 'restomenum', number: 71, lines: [{ title: 'İçli Köfte' }] })
    const card = page.locator('[data-order-key]', { hasText: '#71' }).first()
    check('an order is on the board', await isShown(card))
    const slips = await printer.waitForSlips(before + 1, PATIENCE_MS).catch(() => [])
    const text = slips.at(-1)?.text ?? ''
    check(
      'its slip comes out of the Windows queue, in Turkish',
      text.includes('#71') && text.includes('İçli Köfte'),
      text,
    )

    await end()
    shop.addPacket({ pos: 'restomenum', number: 72 })
    const second = await open('second')
    check('killed in the middle of things, it starts again', second !== '')
    await until(() => printer.slips().some((slip) => slip.text.includes('#72')) || undefined)
    await pause(3_000)
    // Killed before it was written down that a slip had been sent, a second copy comes out, marked.
    const numbers = printer
      .slips()
      .slice(before)
      .map(({ text: on }) => `${/#(\d+)/.exec(on)?.[1]}${on.includes('OLASI TEKRAR') ? '!' : ''}`)
    const plain = numbers.filter((number) => number !== '71!')
    check('what came meanwhile is printed, what was printed is not unmarked', plain.join() === '71,72', numbers.join())
    await end()
  } finally {
    ;(door as ChildProcess | null)?.kill('SIGKILL')
    await browser.close()
    await shop.close()
  }
}

const isShown = (locator: Locator): Promise<boolean> =>
  locator.waitFor({ timeout: PATIENCE_MS }).then(
    () => true,
    () => false,
  )
const textOf = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '')

async function until<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T | undefined> {
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end; await pause(200)) {
    const found = await look()
    if (found !== undefined) return found
  }
  return undefined
}
