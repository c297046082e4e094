import type { ElectronApplication } from '@playwright/test'
import { endTezgah, expect, test } from './tezgah.ts'

const press = (
  app: ElectronApplication,
  keyCode: string,
  modifiers: ('control' | 'command')[] = [],
): Promise<unknown> =>
  app.evaluate(
    ({ BrowserWindow }, input) =>
      BrowserWindow.getAllWindows()[0]?.webContents.sendInputEvent({ type: 'keyDown', ...input }),
    { keyCode, modifiers },
  )

const look = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0]
    return {
      isFullScreen: window?.isFullScreen(),
      isMaximized: window?.isMaximized(),
      zoomLevel: window?.webContents.getZoomLevel(),
      width: window?.getBounds().width,
    }
  })

const control = process.platform === 'darwin' ? 'command' : 'control'

test('full screen, zoom and size are as they were at the next start', async ({ launch }) => {
  const first = await launch()
  await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setBounds({ width: 1111 }))
  await press(first.app, 'F11')
  for (const key of ['+', '+', '-', '+']) await press(first.app, key, [control])
  await expect.poll(() => look(first.app)).toMatchObject({ isFullScreen: true, zoomLevel: 1 })
  await endTezgah(first)

  const { app } = await launch()
  await expect.poll(() => look(app)).toMatchObject({ isFullScreen: true, zoomLevel: 1 })
  await press(app, 'F11')
  await press(app, '0', [control])
  await expect.poll(() => look(app)).toMatchObject({ isFullScreen: false, zoomLevel: 0, width: 1111 })
})

test('a shop that wants it so starts in full screen, whatever it was when it was closed', async ({ launch }) => {
  const first = await launch({ provision: { startFullScreen: true } })
  await endTezgah(first)
  const { app } = await launch()
  await expect.poll(async () => (await look(app)).isFullScreen).toBe(true)
})
