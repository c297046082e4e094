// By name, so that the rest of the words stays out of this small script.
import { browserDoor as english } from '../../shared/words/en.json' with { type: 'json' }
import { browserDoor as turkish } from '../../shared/words/tr.json' with { type: 'json' }
import type { SessionState } from './session.ts'

const ID = 'tezgah-door-notice'

/** Lays over the top of the page what keeps it from Tezgah, or takes that away. */
export function showSession(state: SessionState): void {
  const { noSession, noAnswer, noPlace } = pageLanguage().startsWith('en') ? english : turkish
  showNotice({ open: null, missing: noSession, unreachable: noAnswer, full: noPlace }[state])
}

/** The screen sets the shop's language on the page; before that, or without it, there is only the browser's. */
const pageLanguage = (): string => (document.documentElement.lang || navigator.language).toLowerCase()

/**
 * Styled through the CSSOM, which the policy allows; a style attribute in markup it would not.
 *
 * @param text null: take it away.
 */
function showNotice(text: string | null): void {
  const existing = document.getElementById(ID)
  if (text === null) {
    existing?.remove()
    return
  }
  if (existing !== null) {
    existing.textContent = text
    return
  }
  const notice = document.createElement('div')
  notice.id = ID
  notice.setAttribute('role', 'alert')
  notice.textContent = text
  Object.assign(notice.style, {
    position: 'fixed',
    insetInline: '0',
    insetBlockStart: '0',
    zIndex: '2147483647',
    padding: '16px 24px',
    background: '#8c1d18',
    color: '#ffffff',
    font: '600 18px/1.4 system-ui, sans-serif',
  })
  document.body.prepend(notice)
}
