import { execFile, execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { createFolderSlips } from '../../../../src/core/printing/printers/folderSlips.ts'
import { openFolderPrinter } from '../../../../src/core/printing/printers/folder.ts'
import { composeSlip } from '../../../../src/core/printing/slip/composeSlip.ts'
import type { PayloadOf } from '../../../../src/core/printing/printers/printer.ts'
import { openPrinter } from '../../../../src/core/printing/printers/openPrinter.ts'
import { aPrinter } from '../../../support/aPrinter.ts'
import { baseOptions } from '../slip/goldenSlips.ts'
import { plainOrder } from '../slip/orders.ts'
import { temporaryFolder } from '../../../support/temporaryFolder.ts'
import { aSlip, never } from './aSlip.ts'

const run = promisify(execFile)
const files = (name = '142', size = 20): PayloadOf<'files'> => ({
  kind: 'files',
  name,
  png: new Uint8Array(size).fill(1),
  pdf: new Uint8Array(size).fill(2),
})

const DAY_MS = 86_400_000
/** As if a file had been written so many days ago. */
function aged(folder: string, name: string, days: number): void {
  const then = new Date(Date.now() - days * DAY_MS)
  utimesSync(join(folder, name), then, then)
}

/** A folder printer, and what puts the slip of order 142 into its folder. */
async function aFolderWithSlips(folder: string) {
  const printer = openPrinter(aPrinter({ id: 'klasor', connection: { kind: 'folder', path: folder } }))
  const { payload } = await printer.prepare(composeSlip({ ...plainOrder, number: '142' }, baseOptions))
  return { payload, printer, print: async (): Promise<string | null> => (await printer.send(payload, never)).said }
}

describe('a folder for slips', () => {
  it('keeps slips for the days that are set, by the time that is given, and touches nothing that it has not made', async () => {
    const folder = temporaryFolder()
    const { print } = await aFolderWithSlips(folder)
    const [old, yesterday, ahead] = [await print(), await print(), await print()]
    // The shop's own, numbered as ours are; one is of a computer whose clock is ahead.
    const own = ['2023-kira-sozlesmesi.pdf', '2023-kira-sozlesmesi.png', '2030-teklif.pdf', 'notlar.pdf', '0998-x.txt']
    for (const name of own) writeFileSync(join(folder, name), '%PDF-1.4 Tezgah')
    for (const name of own) aged(folder, name, name.startsWith('2030') ? -9 : 9)
    for (const type of ['pdf', 'png']) {
      aged(folder, `${old}.${type}`, 9)
      aged(folder, `${yesterday}.${type}`, 1)
      aged(folder, `${ahead}.${type}`, -900)
    }
    const slips = createFolderSlips()
    expect(await slips.deleteOld(folder, 7, Date.now())).toEqual({ count: 1, refused: 0, isEmpty: false })
    const left = [yesterday, ahead].flatMap((name) => [`${name}.pdf`, `${name}.png`])
    expect(readdirSync(folder).toSorted()).toEqual([...left, ...own].toSorted())
    // The last one goes too, and what a clock that was ahead has written, whatever comes after it.
    expect(await slips.deleteOld(folder, 7, Date.now() + 8 * DAY_MS)).toEqual({ count: 2, refused: 0, isEmpty: true })
    expect(readdirSync(folder).toSorted()).toEqual(own.toSorted())
  })

  it('deletes every slip but those of orders that are open, and what a crash left of one, and no other file', async () => {
    const folder = temporaryFolder()
    const { print } = await aFolderWithSlips(folder)
    const [before, now] = [await print(), await print()]
    aged(folder, `${before}.pdf`, 3)
    const own = ['001-kira.pdf', '.gizli', 'x.part']
    for (const name of own) writeFileSync(join(folder, name), '%PDF-1.4 Tezgah')
    writeFileSync(join(folder, '.003.pdf.part'), 'half')
    const spared = [{ name: '142', sinceMs: Date.now() - DAY_MS }]
    expect(await createFolderSlips().deleteAll(folder, spared)).toMatchObject({ count: 1, refused: 0 })
    expect(readdirSync(folder).toSorted()).toEqual([`${now}.pdf`, `${now}.png`, ...own].toSorted())
    expect(await createFolderSlips().deleteAll(folder, [])).toEqual({ count: 1, refused: 0, isEmpty: true })
    expect(readdirSync(folder).toSorted()).toEqual(own.toSorted())
  })

  it('has no slips where it was not made yet, and is not reached where its place is not there', async () => {
    const folder = join(temporaryFolder(), 'fisler')
    expect(await createFolderSlips().deleteAll(folder, [])).toEqual({ count: 0, refused: 0, isEmpty: true })
    await expect(createFolderSlips().deleteAll(join(folder, 'usb'), [])).rejects.toThrow('ENOENT')
  })

  it('has sent nothing when it is cut off before a file has its name, and gives none afterwards', async () => {
    const folder = temporaryFolder()
    const printer = openFolderPrinter({ path: folder })
    const abort = new AbortController()
    const sending = printer.send(files(), abort.signal)
    // Behind the first call of the system, however fast that is.
    queueMicrotask(() => abort.abort())
    expect(await sending).toMatchObject({ kind: 'notSent', problem: { code: 'printerTimedOut' } })
    await expect.poll(() => printer.check(never)).toEqual({ isReady: true })
    expect(readdirSync(folder)).toEqual([])
  })

  it('gets a PDF and a PNG of each, in order, and says so only when they are on the disk', async () => {
    const folder = join(temporaryFolder(), 'fisler')
    const printer = openFolderPrinter({ path: folder })
    const outcomes = await Promise.all(['142', '143', 'IŞIK'].map((name) => printer.send(files(name), never)))
    expect(outcomes).toEqual(['001-142', '002-143', '003-IŞIK'].map((said) => ({ kind: 'confirmed', said })))
    expect(readdirSync(folder).toSorted()).toEqual(
      ['001-142.pdf', '001-142.png', '002-143.pdf', '002-143.png', '003-IŞIK.pdf', '003-IŞIK.png'].toSorted(),
    )
    expect([...readFileSync(join(folder, '002-143.pdf'))]).toEqual(Array(20).fill(2))
  })

  it('goes on from the highest number that is there and overwrites nothing', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, '0998-x.txt'), 'mine')
    writeFileSync(join(folder, 'notes.txt'), 'mine')
    const printer = openFolderPrinter({ path: folder })
    expect(await printer.send(files(), never)).toEqual({ kind: 'confirmed', said: '999-142' })
    expect(await printer.send(files(), never)).toEqual({ kind: 'confirmed', said: '1000-142' })
    expect(readFileSync(join(folder, 'notes.txt'), 'utf8')).toBe('mine')
    // What a crash has left half written is neither taken for a slip nor in the way.
    writeFileSync(join(folder, '.1001.pdf.part'), 'half')
    expect(await printer.send(files(), never)).toMatchObject({ kind: 'confirmed' })
    expect(readdirSync(folder)).toHaveLength(9)
  })

  it.each([
    ['a folder whose parent is missing', () => join(temporaryFolder(), 'usb', 'fisler')],
    ['a path that is not absolute', () => 'fisler'],
    [
      'a file',
      () => {
        const path = join(temporaryFolder(), 'fisler')
        writeFileSync(path, '')
        return path
      },
    ],
  ])('has sent nothing to %s', async (_name, place) => {
    const printer = openFolderPrinter({ path: place() })
    expect(await printer.send(files(), never)).toMatchObject({ kind: 'notSent', problem: { code: 'folderUnwritable' } })
    expect(await printer.check(never)).toMatchObject({ isReady: false, problem: { code: 'folderUnwritable' } })
  })

  it('refuses a slip for a receipt printer, and what is cut off before', async () => {
    const folder = temporaryFolder()
    const printer = openPrinter(aPrinter({ id: 'klasor', connection: { kind: 'folder', path: folder } }))
    expect(await printer.send(aSlip, never)).toMatchObject({ kind: 'notSent', problem: { code: 'internal' } })
    expect(await openFolderPrinter({ path: folder }).send(files(), AbortSignal.abort())).toMatchObject({
      kind: 'notSent',
    })
    expect(readdirSync(folder)).toEqual([])
  })

  // Limits and users as here are not Windows's.
  describe.runIf(process.platform !== 'win32')('on a disk with troubles', () => {
    it('holds up nobody for ever when it hangs: nothing more is asked of it until it answers', async () => {
      const folder = temporaryFolder()
      // Reading it hangs until somebody writes to it, as everything does in a network folder that is gone.
      const hangs = join(folder, '000-hangs.pdf')
      execFileSync('mkfifo', [hangs])
      utimesSync(hangs, 1, 1)
      const { payload, printer } = await aFolderWithSlips(folder)
      expect(await printer.send(payload, never)).toMatchObject({ kind: 'confirmed' })
      await expect(createFolderSlips(300).deleteOld(folder, 1, Date.now())).rejects.toThrow('no answer')
      const silent = { problem: { code: 'printerTimedOut' }, said: 'no answer', isHeld: false }
      expect(await printer.send(payload, never)).toEqual({ kind: 'notSent', ...silent })
      expect(await printer.check(never)).toEqual({ isReady: false, ...silent })
      writeFileSync(hangs, '')
      await expect.poll(() => printer.check(never)).toEqual({ isReady: true })
      expect(readdirSync(folder)).toHaveLength(3)
    })

    it('has sent nothing, and leaves no half file, when there is no room', async () => {
      const folder = temporaryFolder()
      // The system itself refuses more than 8 blocks a file, as a full disk would.
      const { stdout } = await run('sh', [
        '-c',
        'ulimit -f 8; exec "$@"',
        'sh',
        process.execPath,
        join(import.meta.dirname, 'sendToFolder.ts'),
        folder,
      ])
      expect(JSON.parse(stdout)).toMatchObject({ kind: 'notSent', problem: { code: 'folderFull' } })
      expect(readdirSync(folder)).toEqual([])
    })

    it('has sent nothing to a folder it may not write to', async () => {
      const folder = join(temporaryFolder(), 'fisler')
      mkdirSync(folder)
      chmodSync(join(folder, '..'), 0o755)
      chmodSync(folder, 0o555)
      const outcome = await asNobody(folder)
      expect(outcome).toMatchObject({ kind: 'notSent', problem: { code: 'folderUnwritable' }, said: 'EACCES' })
      expect(readdirSync(folder)).toEqual([])
    })
  })
})

/** Root may write anywhere, so where this is root the child becomes somebody else once its files are loaded. */
async function asNobody(folder: string): Promise<unknown> {
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'sendToFolder.ts'), folder, 'asNobody'])
  return JSON.parse(stdout)
}
