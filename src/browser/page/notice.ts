const ID = 'tezgah-door-notice'

/**
 * Lays a sentence over the top of the page, or takes it away. Styled through the CSSOM, which the policy allows;
 * a style attribute in markup it would not.
 *
 * @param text null: take it away.
 */
export function showNotice(text: string | null): void {
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
