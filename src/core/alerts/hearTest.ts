import { z } from 'zod'
import { dayIsoOf, parseIstanbulTime } from '../../shared/model/istanbulTime.ts'
import type { Trouble } from './alarms.ts'

/** What a person last said of the sound. */
export interface HearTest {
  atMs: number
  isHeard: boolean
}

const hearTestSchema = z.object({ atMs: z.number(), isHeard: z.boolean() })

/** @param stored as it stands in the record; null: nothing */
function readHearTest(stored: string | null): HearTest | null {
  try {
    return hearTestSchema.parse(JSON.parse(stored ?? 'null'))
  } catch {
    return null
  }
}

export interface HearTests {
  /** null: nobody has ever said anything. */
  last(): HearTest | null
  /** @throws LedgerError */
  take(test: HearTest): void
}

/** What people say of the sound, read once and written through. */
export function createHearTests(record: { read(): string | null; write(stored: string): void }): HearTests {
  let last = readHearTest(record.read())
  return {
    last: () => last,
    take: (test) => {
      record.write(JSON.stringify(test))
      last = test
    },
  }
}

/** Whether somebody has still to say today that the sound is heard. Pure. @param testAt `10:00`; null: nobody is asked */
export function isAsked(testAt: string | null, heard: HearTest | null, nowMs: number): boolean {
  const dueMs = testAt === null ? null : parseIstanbulTime(`${dayIsoOf(nowMs)}T${testAt}`)
  return dueMs !== null && nowMs >= dueMs && (heard === null || heard.atMs < dueMs)
}

/** The alarm of a sound that nobody hears, until somebody does. Pure. */
export const soundTroubleOf = (heard: HearTest | null): Trouble | null =>
  heard === null || heard.isHeard ? null : { problem: { code: 'soundNotHeard' }, sinceMs: heard.atMs }
