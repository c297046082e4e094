import { z } from 'zod'

/** A screen in a browser that is signed in, as a person sees it. */
export const openScreenSchema = z.object({
  id: z.string(),
  /** The browser, as it names itself. */
  label: z.string(),
  openedMs: z.number(),
  lastUsedMs: z.number(),
})
export type OpenScreen = z.infer<typeof openScreenSchema>
