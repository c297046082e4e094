import i18next from 'i18next'
import { Component, type ReactNode } from 'react'

/** The last resort: a fault while drawing shows words instead of a white page. */
export class CrashPage extends Component<{ children: ReactNode }, { hasCrashed: boolean }> {
  override state = { hasCrashed: false }

  static getDerivedStateFromError(): { hasCrashed: boolean } {
    return { hasCrashed: true }
  }

  override render(): ReactNode {
    if (!this.state.hasCrashed) return this.props.children
    return (
      <div className="splash" role="alert">
        <h1>{i18next.t('app.crashed.title')}</h1>
        <p>{i18next.t('app.crashed.body')}</p>
        <button type="button" className="btn btn--primary" onClick={() => location.reload()}>
          {i18next.t('app.crashed.reload')}
        </button>
      </div>
    )
  }
}
