import { z } from 'zod'
import { ringSounds } from '../model/sound.ts'
import { type Hours, hoursSchema, timeOfDaySchema } from './hours.ts'

/** How orders and troubles are heard. The volume of all of it is `soundVolume`. */
export const soundSettingsSchema = z.object({
  /** By the channel's id, or `other`; a channel that is not in here rings as it usually does. */
  channels: z
    .record(z.string().max(80), z.object({ sound: z.enum(ringSounds), volume: z.number().min(0.1).max(1) }))
    .refine((channels) => Object.keys(channels).length <= 60),
  /** What nobody acknowledges gets louder after 30 s, and the alarm's sound joins in after two minutes. */
  rises: z.boolean(),
  /** The channel and the amount are spoken, where the system has a voice. */
  speaks: z.boolean(),
  /** Sounds are this soft meanwhile, as a part of what they are; never silent. null: never. */
  quiet: hoursSchema.extend({ volume: z.number().min(0.1).max(1) }).nullable(),
  /** From this time of each day on somebody is asked whether the sound is heard, until it was. null: nobody is. */
  hearTestAt: timeOfDaySchema.nullable(),
})
export type SoundSettings = z.infer<typeof soundSettingsSchema>

/** Quiet hours that begin when they end would never end, which they are promised to do by themselves. Pure. */
export const isEndless = ({ from, until }: Hours): boolean => from === until

export const defaultSoundSettings: SoundSettings = {
  channels: {},
  rises: true,
  speaks: false,
  quiet: null,
  hearTestAt: null,
}
