/** Carries a page's secret. A page elsewhere cannot set it without a preflight, and none is ever allowed. */
export const SESSION_HEADER = 'x-tezgah-session'
