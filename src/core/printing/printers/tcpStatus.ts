import type { Problem } from '../../../shared/contract/problems.ts'
import type { TcpConnection } from './tcpConnection.ts'

export type Status = { kind: 'ready' } | { kind: 'silent' } | { kind: 'problem'; problem: Problem }

const DLE_EOT = [0x10, 0x04] as const
const OFFLINE = 0x08
const COVER_OPEN = 0x04
const STOPPED_FOR_PAPER = 0x20
const ERROR = 0x40
const PAPER_END = 0x60

/** Asks DLE EOT 1 (printer), 2 (why offline) and 4 (paper sensors); each answer is waited for before the next question. */
export async function askStatus(
  line: Pick<TcpConnection, 'words' | 'write' | 'until'>,
  waitMs: number,
): Promise<Status> {
  const answers: number[] = []
  for (const question of [1, 2, 4]) {
    const heard = line.words.statuses.length
    line.write(Uint8Array.of(...DLE_EOT, question))
    await line.until(() => line.words.statuses.length > heard, waitMs)
    const answer = line.words.statuses[heard]
    if (answer === undefined) break
    answers.push(answer)
  }
  const [printer, cause = 0, paper = 0] = answers
  if (printer === undefined) return { kind: 'silent' }
  if ((cause & COVER_OPEN) !== 0) return { kind: 'problem', problem: { code: 'coverOpen' } }
  if ((cause & STOPPED_FOR_PAPER) !== 0 || (paper & PAPER_END) !== 0)
    return { kind: 'problem', problem: { code: 'paperOut' } }
  if ((printer & OFFLINE) !== 0 || (cause & ERROR) !== 0)
    return { kind: 'problem', problem: { code: 'printerOffline' } }
  return { kind: 'ready' }
}
