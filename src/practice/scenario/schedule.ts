import { parseTurkishLocal, turkishLocal } from '../turkishTime.ts'

const QUARTER_MS = 15 * 60_000
const DAY_MS = 86_400_000

/** About an hour ahead, on the quarter. Epoch ms. */
export const comingHour = (epochMs: number): number => Math.ceil((epochMs + 50 * 60_000) / QUARTER_MS) * QUARTER_MS

/** Tomorrow in Turkey, from 12:00 on, this many quarters later. Epoch ms. */
export const tomorrowHour = (epochMs: number, quarters: number): number =>
  parseTurkishLocal(`${turkishLocal(epochMs + DAY_MS).slice(0, 10)}T12:00:00`) + quarters * QUARTER_MS
