import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Host, LogEntry } from '../../../../src/core/host.ts'
import { findCupsQueues, findPrinters } from '../../../../src/core/printing/printers/discovery.ts'
import type { FoundPrinter } from '../../../../src/shared/settings/printer.ts'
import { type PrivateCups, startCups } from '../../../support/cups.ts'

const logs: LogEntry[] = []
/** Patience runs out at once when `isShort`. */
const host = (isShort = false, systemPrinters?: Host['systemPrinters']): Parameters<typeof findPrinters>[0] => ({
  log: (entry) => logs.push(entry),
  timers: {
    after: (delayMs, callback) => {
      const timer = setTimeout(callback, isShort ? 1 : delayMs)
      return () => clearTimeout(timer)
    },
  },
  ...(systemPrinters === undefined ? {} : { systemPrinters }),
})

const queue: FoundPrinter = { name: 'kasa', connection: { kind: 'cups', queue: 'kasa' }, detail: null }

describe('looking for printers', () => {
  it('loses no source to another that fails, throws at once or never answers', async () => {
    const found = await findPrinters(host(true), {
      fails: async () => Promise.reject(new TypeError('no')),
      throws: () => {
        throw new RangeError('no')
      },
      hangs: () => new Promise(() => undefined),
      answers: async () => [queue],
    })
    expect(found).toEqual([queue])
    expect(new Set(logs.splice(0).map(({ data }) => `${data?.['source']}: ${data?.['reason']}`))).toEqual(
      new Set(['fails: TypeError', 'throws: RangeError', 'hangs: late']),
    )
  })

  it('offers nothing that could not be saved', async () => {
    const odd: FoundPrinter = { ...queue, connection: { kind: 'cups', queue: '-o raw' } }
    expect(await findPrinters(host(), { odd: async () => [odd, queue] })).toEqual([queue])
  })

  it('offers the ordinary printers of a door that prints pages, whatever else this computer has', async () => {
    const found = await findPrinters(host(false, async () => [{ name: 'Ofis Yazıcısı', isDefault: true }]))
    expect(found).toContainEqual({
      name: 'Ofis Yazıcısı',
      connection: { kind: 'system', device: 'Ofis Yazıcısı', page: 'a4' },
      detail: null,
    })
  })

  // Private daemons of CUPS are a matter of Linux.
  describe.runIf(process.platform === 'linux')('in a real CUPS', () => {
    let cups: PrivateCups
    beforeAll(async () => {
      cups = await startCups()
    })
    afterAll(() => cups?.stop())

    it('finds its queues and where they lead, and no passwords', async () => {
      await cups.addQueue('kasa', 9100)
      await cups.command('lpadmin', '-p', 'mutfak', '-E', '-v', 'lpd://ayse:gizli@127.0.0.1/fis', '-m', 'raw')
      expect(await findCupsQueues(cups.server)).toEqual([
        { name: 'kasa', connection: { kind: 'cups', queue: 'kasa' }, detail: 'socket://127.0.0.1:9100' },
        { name: 'mutfak', connection: { kind: 'cups', queue: 'mutfak' }, detail: 'lpd://127.0.0.1/fis' },
      ])
    })

    it('finds none, without an error, where CUPS does not run', async () => {
      expect(await findCupsQueues('127.0.0.1:1')).toEqual([])
    })
  })
})
