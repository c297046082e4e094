import { isLinkOn } from './link.ts'
import type { Settings } from './settings.ts'

/** On a link each counter wants the slips; which of them prints one is decided when its turn has come. */
export const wantingSlips = (settings: Settings): Settings =>
  isLinkOn(settings.link) ? { ...settings, counter: { ...settings.counter, printsByItself: true } } : settings
