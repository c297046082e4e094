import { boundsOfDay, dayIsoOf } from '../../shared/model/istanbulTime.ts'

const QUARTER_MS = 15 * 60_000
const DAY_MS = 86_400_000

/** About an hour ahead, on the quarter. Epoch ms. */
export const comingHour = (epochMs: number): number => Math.ceil((epochMs + 50 * 60_000) / QUARTER_MS) * QUARTER_MS

/** Tomorrow in Turkey, from 12:00 on, this many quarters later. Epoch ms. */
export const tomorrowHour = (epochMs: number, quarters: number): number =>
  boundsOfDay(dayIsoOf(epochMs + DAY_MS)).fromMs + DAY_MS / 2 + quarters * QUARTER_MS
