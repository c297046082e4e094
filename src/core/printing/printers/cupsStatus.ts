import type { ErrorCode } from '../../../shared/contract/problems.ts'

/** What `lpstat` and `lp` say under LC_ALL=C, read. */

/** What keeps a queue from printing; `code` null: nothing that it knows of. */
export interface QueueState {
  code: ErrorCode | null
  /** A person has to do something first; false: it may pass by itself. */
  isHeld: boolean
  said: string | null
}

/** @param answer of `lpstat -r -l -p QUEUE -a QUEUE` */
export function readQueueState(queue: string, answer: { out: string; err: string }): QueueState {
  const lines = answer.out.split('\n')
  if (!lines.includes('scheduler is running'))
    return { code: 'spoolerUnavailable', isHeld: false, said: firstLine(answer) }
  const printer = linesAfter(lines, `printer ${queue} `)
  const accepts = linesAfter(lines, `${queue} `)
  if (printer.length === 0 && accepts.length === 0)
    return { code: 'queueMissing', isHeld: false, said: firstLine(answer) }
  if (printer[0]?.includes(' disabled since ') === true)
    return { code: 'queuePaused', isHeld: true, said: reason(printer) }
  if (accepts[0]?.includes('not accepting requests') === true)
    return { code: 'queuePaused', isHeld: true, said: reason(accepts) }
  const alerts = printer.find((line) => line.startsWith('\tAlerts:')) ?? ''
  const code = alertCode(alerts)
  return { code, isHeld: code !== null, said: code === null ? null : alerts.trim() }
}

/** IPP's printer-state-reasons. */
function alertCode(alerts: string): ErrorCode | null {
  if (/\b(cover-open|door-open|interlock-open)/.test(alerts)) return 'coverOpen'
  if (/\bmedia-(empty|needed|jam)/.test(alerts)) return 'paperOut'
  if (/\b(offline|shutdown)/.test(alerts)) return 'printerOffline'
  return null
}

/** @returns the job's id ("kasa-12"), or null when `lp` said none. */
export const readJobId = (out: string): string | null => /^request id is (\S+)/m.exec(out)?.[1] ?? null

/** What `lpstat -l -W … -o QUEUE` says of one job; null: it is not in that list. */
export function readJob(out: string, job: string): { status: string | null; alerts: string } | null {
  const lines = linesAfter(out.split('\n'), `${job} `)
  if (lines.length === 0) return null
  const word = (name: string): string =>
    lines
      .find((line) => line.startsWith(`\t${name}:`))
      ?.slice(name.length + 2)
      .trim() ?? ''
  return { status: word('Status') || null, alerts: word('Alerts') }
}

/** A refusal that came before anything was taken; whatever else goes wrong with `lp` leaves it open. */
export const isRefusal = (err: string): boolean =>
  /not accepting|does not exist|unable to connect|scheduler not responding|refused|forbidden|not authorized|unauthorized|no default destination|no such file/i.test(
    err,
  )

/** `device for QUEUE: URI` lines of `lpstat -v`, without any name and password in the address. */
export function readDevices(out: string): Map<string, string> {
  const devices = new Map<string, string>()
  for (const [, queue = '', uri = ''] of out.matchAll(/^device for (\S+): (.+)$/gm)) {
    devices.set(queue, uri.replace(/\/\/[^/@]*@/, '//'))
  }
  return devices
}

/** The line that begins so, and the indented ones that belong to it. */
function linesAfter(lines: readonly string[], start: string): string[] {
  const first = lines.findIndex((line) => line.startsWith(start))
  if (first === -1) return []
  const rest = lines.slice(first + 1)
  const end = rest.findIndex((line) => !line.startsWith('\t'))
  return [lines[first] ?? '', ...rest.slice(0, end === -1 ? undefined : end)]
}

const reason = ([, second]: readonly string[]): string | null => second?.trim() ?? null

const firstLine = ({ out, err }: { out: string; err: string }): string | null =>
  (err || out).trim().split('\n')[0] || null
