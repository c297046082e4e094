import type { ErrorCode } from '../../../shared/contract/problems.ts'
import type { Host } from '../../host.ts'
import type { PrinterTransport } from './printer.ts'
import { oneAtATime } from './oneAtATime.ts'

/** What a door offers for ordinary printers; neither: it prints no pages. */
export type PageHost = Pick<Host, 'systemPrinters' | 'printPage'>

/** Of an ordinary printer's queue: nothing of the order, as everybody may look into it. */
const TITLE = 'Tezgah'

/** After these the page may be on paper; all others come before anything was handed over. */
const doubtful: readonly ErrorCode[] = ['printUncertain', 'printerTimedOut', 'internal']

/** An ordinary printer, through the system. Success means that the page was handed over: `sent`. */
export function openSystemPrinter({ device }: { device: string }, host: PageHost): PrinterTransport<'page'> {
  const key = `system:${device}`
  return {
    takes: 'page',
    send: ({ html, paper }, signal) =>
      oneAtATime(key, async () => {
        const notSent = (code: ErrorCode) =>
          ({ kind: 'notSent', problem: { code }, isHeld: false, said: null }) as const
        if (host.printPage === undefined) return notSent('systemPrintingUnavailable')
        if (signal.aborted) return notSent('printerTimedOut')
        const done = await host.printPage({ html, device, paper, title: TITLE })
        if (done.ok) return { kind: 'sent', said: null }
        if (doubtful.includes(done.error.code)) return { kind: 'uncertain', problem: done.error, said: null }
        return { kind: 'notSent', problem: done.error, isHeld: false, said: null }
      }),
    check: async () => {
      const problem = (code: ErrorCode) => ({ isReady: false, problem: { code }, isHeld: false, said: null }) as const
      if (host.systemPrinters === undefined) return problem('systemPrintingUnavailable')
      const printers = await host.systemPrinters().catch(() => [])
      return printers.some(({ name }) => name === device) ? { isReady: true } : problem('queueMissing')
    },
  }
}
