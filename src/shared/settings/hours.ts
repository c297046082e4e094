import { z } from 'zod'
import type { FieldCode } from '../contract/fieldFault.ts'
import { formatClock } from '../model/istanbulTime.ts'

/** `09:30`: a time of day in Istanbul. */
export const timeOfDaySchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'notATime' satisfies FieldCode)

/** From a time of day until another, over midnight when that is the earlier one; the whole day when they are the same. */
export const hoursSchema = z.object({ from: timeOfDaySchema, until: timeOfDaySchema })
export type Hours = z.infer<typeof hoursSchema>

/** Whether it is within these hours. Pure. @param nowMs epoch ms */
export function isWithin({ from, until }: Hours, nowMs: number): boolean {
  const now = formatClock(nowMs)
  if (from === until) return true
  return from < until ? now >= from && now < until : now >= from || now < until
}
