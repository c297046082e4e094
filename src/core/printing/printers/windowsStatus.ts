import type { ErrorCode } from '../../../shared/contract/problems.ts'

/** Errors of Windows (winerror.h) that printing meets, by number. */
const errors: Readonly<Record<number, { name: string; code: ErrorCode }>> = {
  5: { name: 'ERROR_ACCESS_DENIED', code: 'deviceRefused' },
  21: { name: 'ERROR_NOT_READY', code: 'printerOffline' },
  28: { name: 'ERROR_OUT_OF_PAPER', code: 'paperOut' },
  62: { name: 'ERROR_NO_SPOOL_SPACE', code: 'folderFull' },
  63: { name: 'ERROR_PRINT_CANCELLED', code: 'printUncertain' },
  112: { name: 'ERROR_DISK_FULL', code: 'folderFull' },
  1062: { name: 'ERROR_SERVICE_NOT_ACTIVE', code: 'spoolerUnavailable' },
  1722: { name: 'RPC_S_SERVER_UNAVAILABLE', code: 'spoolerUnavailable' },
  1726: { name: 'RPC_S_CALL_FAILED', code: 'spoolerUnavailable' },
  1727: { name: 'RPC_S_CALL_FAILED_DNE', code: 'spoolerUnavailable' },
  1796: { name: 'ERROR_UNKNOWN_PORT', code: 'queueMissing' },
  1797: { name: 'ERROR_UNKNOWN_PRINTER_DRIVER', code: 'printerRefused' },
  1801: { name: 'ERROR_INVALID_PRINTER_NAME', code: 'queueMissing' },
  // A driver that takes no RAW: the queue needs "Generic / Text Only".
  1804: { name: 'ERROR_INVALID_DATATYPE', code: 'printerRefused' },
  1905: { name: 'ERROR_PRINTER_DELETED', code: 'queueMissing' },
  1906: { name: 'ERROR_INVALID_PRINTER_STATE', code: 'printerOffline' },
  3012: { name: 'ERROR_PRINTER_NOT_FOUND', code: 'queueMissing' },
  3013: { name: 'ERROR_PRINTER_DRIVER_WARNED', code: 'printerRefused' },
  3014: { name: 'ERROR_PRINTER_DRIVER_BLOCKED', code: 'printerRefused' },
}

/** @param error GetLastError(). @returns our code, and the name people can look up. */
export function winError(error: number): { name: string; code: ErrorCode } {
  return errors[error] ?? { name: `error ${error}`, code: 'printerRefused' }
}

/** PRINTER_STATUS_* (winspool.h): bits that mean that nothing will be printed now, the most telling first. */
const statusBits: readonly { bit: number; name: string; code: ErrorCode }[] = [
  { bit: 0x40_0000, name: 'DOOR_OPEN', code: 'coverOpen' },
  { bit: 0x10, name: 'PAPER_OUT', code: 'paperOut' },
  { bit: 0x08, name: 'PAPER_JAM', code: 'paperOut' },
  { bit: 0x40, name: 'PAPER_PROBLEM', code: 'paperOut' },
  { bit: 0x01, name: 'PAUSED', code: 'queuePaused' },
  { bit: 0x04, name: 'PENDING_DELETION', code: 'queueMissing' },
  { bit: 0x80, name: 'OFFLINE', code: 'printerOffline' },
  { bit: 0x1000, name: 'NOT_AVAILABLE', code: 'printerOffline' },
  { bit: 0x10_0000, name: 'USER_INTERVENTION', code: 'printerOffline' },
  { bit: 0x02, name: 'ERROR', code: 'printerOffline' },
]

const WORK_OFFLINE = 0x400
const KEEPS_PRINTED_JOBS = 0x100

/** @returns what keeps the queue from printing, and its names; null: nothing that Windows knows of. */
export function queueObstacle(queue: { status: number; attributes: number }): { code: ErrorCode; said: string } | null {
  const found = statusBits.filter(({ bit }) => (queue.status & bit) !== 0)
  if ((queue.attributes & WORK_OFFLINE) !== 0) found.push({ bit: 0, name: 'WORK_OFFLINE', code: 'printerOffline' })
  const first = found[0]
  return first === undefined ? null : { code: first.code, said: found.map(({ name }) => name).join(' ') }
}

/** How many jobs are not printed yet; of a queue that keeps printed ones nobody knows, which counts as none. */
export const waitingJobs = (queue: { attributes: number; jobCount: number }): number =>
  (queue.attributes & KEEPS_PRINTED_JOBS) === 0 ? queue.jobCount : 0
