import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { focusPage } from '../keepFocus.ts'
import { CloseIcon } from './icons.tsx'

interface DialogProps {
  isOpen: boolean
  title: string
  onClose(): void
  children: ReactNode
}

/**
 * A modal dialog. The backdrop is our own: Radix's overlay writes a style element to stop scrolling, which the page's
 * policy forbids.
 */
export function Dialog({ isOpen, title, onClose, children }: DialogProps) {
  const { t } = useTranslation()
  /** Radix gives the focus back to a trigger of its own alone; ours are opened from anywhere. */
  const giveBack = (event: Event): void => {
    event.preventDefault()
    focusPage()
  }
  return (
    <Radix.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <div className="backdrop" />
        <Radix.Content className="dialog" aria-describedby={undefined} onCloseAutoFocus={giveBack}>
          <header className="dialog__head">
            <Radix.Title className="dialog__title">{title}</Radix.Title>
            <Radix.Close className="btn btn--icon btn--plain" aria-label={t('action.close')}>
              <CloseIcon />
            </Radix.Close>
          </header>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
