import 'i18next'
import type { TezgahApi } from '../shared/contract/channels.ts'
import type { Words } from '../shared/words/index.ts'

declare global {
  interface Window {
    /** Put there by whichever door opened the page; missing when the page was opened on its own. */
    readonly tezgah?: TezgahApi
  }
}

/** A text as it stands in its file. */
declare module '*.md?raw' {
  const text: string
  export default text
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: Words }
  }
}
