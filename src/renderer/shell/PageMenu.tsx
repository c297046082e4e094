import { DropdownMenu } from 'radix-ui'
import { useTranslation } from 'react-i18next'
import { DenseIcon, DocumentIcon, KeyboardIcon, MenuIcon, RoomyIcon } from '../controls/icons.tsx'
import { useScreen } from '../store.ts'
import { pages } from './pages.ts'

/** All pages, and what a narrow header has no room for. Not modal: Radix's scroll lock writes a style element. */
export function PageMenu({ hasLookup }: { hasLookup: boolean }) {
  const { t } = useTranslation()
  const { route: current, go, density, setDensity, setLookup, setKeysOpen } = useScreen()
  const Density = density === 'roomy' ? RoomyIcon : DenseIcon
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="btn page-menu">
        <MenuIcon />
        <span>{t('shell.menu')}</span>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4} collisionPadding={8}>
          {pages.map(({ label, Icon, route }) => (
            <DropdownMenu.Item
              key={route.name}
              className="menu__item"
              aria-current={current.name === route.name ? 'page' : undefined}
              onSelect={() => go(route)}
            >
              <Icon />
              {t(label)}
            </DropdownMenu.Item>
          ))}
          <DropdownMenu.Separator className="menu__line" />
          {hasLookup && (
            <DropdownMenu.Item className="menu__item" onSelect={() => setLookup(true)}>
              <DocumentIcon />
              {t('header.lookup')}
            </DropdownMenu.Item>
          )}
          <DropdownMenu.Item
            className="menu__item"
            onSelect={() => setDensity(density === 'roomy' ? 'dense' : 'roomy')}
          >
            <Density />
            {`${t('header.density.label')}: ${t(`header.density.${density}`)}`}
          </DropdownMenu.Item>
          <DropdownMenu.Item className="menu__item" onSelect={() => setKeysOpen(true)}>
            <KeyboardIcon />
            {t('shell.keys.title')}
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
