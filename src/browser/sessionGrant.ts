/** What a page holds. `secret` is sent with every request and ends with this run of Tezgah; `resumeKey` is never sent. */
export interface SessionGrant {
  id: string
  secret: string
  resumeKey: string
}

/** Carries a page's secret. A page elsewhere cannot set it without a preflight, and none is ever allowed. */
export const SESSION_HEADER = 'x-tezgah-session'
