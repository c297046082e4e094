import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'

/** The double's own promises: it must fail where Electron would, or a green desktop spec proves nothing. */

const cli = join(import.meta.dirname, 'electron-cli')
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'electron-double-test-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))

/**
 * Runs a main script in the double. It says what it found with `say(value)`. What follows a line `await ready` runs then:
 * a top-level await on ready would never end, here as in Electron, which waits for the main script to be loaded.
 */
async function run(main: string, preload = ''): Promise<{ said: unknown[]; code: number | null; errors: string }> {
  writeFileSync(join(folder, 'preload.cjs'), preload)
  const head = `
    import { app, BrowserWindow, ipcMain, protocol, session, safeStorage } from 'electron'
    import { mkdirSync } from 'node:fs'
    import { join } from 'node:path'
    const say = (value) => process.stdout.write(JSON.stringify(value) + '\\n')
    const failure = (act) => { try { act(); return null } catch (error) { return error.message } }
    const open = async (url) => {
      const window = new BrowserWindow({ webPreferences: { preload: join(import.meta.dirname, 'preload.cjs') } })
      await window.loadURL(url)
      return window
    }\n`
  const [before, after] = main.split('await ready\n')
  const body = after === undefined ? '' : `app.whenReady().then(async () => {\n${after}\n})`
  writeFileSync(join(folder, 'main.mjs'), `${head}${before}\n${body}`)
  const child = spawn(cli, ['main.mjs'], { cwd: folder })
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  let errors = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  const said = output.split('\n').filter((line) => line !== '')
  return { said: said.map((line) => JSON.parse(line) as unknown), code, errors }
}

const bridge = `
  const { contextBridge, ipcRenderer } = require('electron')
  contextBridge.exposeInMainWorld('bridge', {
    invoke: (channel, ...args) => ipcRenderer.invoke(channel, ...args),
    sendMap: () => ipcRenderer.invoke('echo', new Map([['a', undefined]])),
    sendFunction: () => ipcRenderer.invoke('echo', () => 1),
    version: 7,
  })`

describe('life cycle', () => {
  test('quitting before ready never becomes ready, and ends with 0', async () => {
    const { said, code } = await run(`
      app.whenReady().then(() => say('ready'))
      app.on('will-quit', () => say('will-quit'))
      app.quit()`)
    expect({ said, code }).toEqual({ said: ['will-quit'], code: 0 })
  })

  test('a prevented quit goes on; windows are closed before the end', async () => {
    const { said, code } = await run(`
      let asked = 0
      app.on('before-quit', (event) => { say('before-quit'); if (asked++ === 0) event.preventDefault() })
      app.on('window-all-closed', () => say('window-all-closed'))
      app.on('will-quit', () => say('will-quit'))
      await ready
      const window = await open('about:blank')
      window.on('close', () => say('close'))
      app.quit()
      say(app.isReady())
      app.quit()`)
    expect({ said, code }).toEqual({ said: ['before-quit', true, 'before-quit', 'close', 'will-quit'], code: 0 })
  })

  test('the last window ends the app unless somebody listens', async () => {
    const { said, code } = await run(`
      app.on('will-quit', () => say('will-quit'))
      await ready
      const window = await open('about:blank')
      window.close()`)
    expect({ said, code }).toEqual({ said: ['will-quit'], code: 0 })
  })
})

test('what it does not have fails loudly', async () => {
  const { said } = await run(`
    say(failure(() => app.dock))
    say(failure(() => session.defaultSession.clearCache()))
    say(failure(() => new BrowserWindow()))
    say(failure(() => protocol.handle('app', () => new Response(''))))
    app.setPath('userData', join(import.meta.dirname, 'missing'))
    say(failure(() => app.requestSingleInstanceLock()))
    await ready
    say(failure(() => protocol.registerSchemesAsPrivileged([])))
    say(failure(() => new BrowserWindow().webContents.printToPDF({})))
    app.exit(0)`)
  expect(said).toEqual([
    'electron double: app.dock is not implemented',
    'electron double: session.clearCache is not implemented',
    'Cannot create BrowserWindow before app is ready',
    'protocol.handle should be called after app is ready',
    'electron double: userData does not exist; the real answer would be unreliable',
    'protocol.registerSchemesAsPrivileged should be called before app is ready',
    'electron double: webContents.printToPDF is not implemented',
  ])
})

test("the bridge carries what structured clone carries, and Electron's words for what it does not", async () => {
  const { said } = await run(
    `
    ipcMain.handle('echo', (_event, value) => value)
    ipcMain.handle('throw', () => { throw new RangeError('too far') })
    ipcMain.handle('function', () => () => 1)
    await ready
    const window = await open('data:text/html,<title>x</title>')
    const ask = (code) => window.webContents.executeJavaScript('(' + code + ').then(String, (error) => error.message)')
    say(await ask("window.bridge.sendMap().then((map) => [map instanceof Map, map.has('a'), map.get('a')].join())"))
    say(await ask("window.bridge.invoke('echo', 12n).then((value) => typeof value)"))
    say(await ask("window.bridge.invoke('throw')"))
    say(await ask("window.bridge.invoke('nobody')"))
    say(await ask("window.bridge.invoke('function')"))
    say(await ask('window.bridge.sendFunction()'))
    say(await window.webContents.executeJavaScript("[window.bridge.version, Object.isFrozen(window.bridge), typeof require].join()"))
    say(failure(() => window.webContents.send('channel', () => 1)))
    app.exit(0)`,
    bridge,
  )
  expect(said).toEqual([
    'true,true,',
    'bigint',
    "Error invoking remote method 'throw': RangeError: too far",
    "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
    "Error invoking remote method 'function': Error: An object could not be cloned.",
    'An object could not be cloned.',
    '7,true,undefined',
    'An object could not be cloned.',
  ])
})

test('permissions are granted and navigation is followed unless the app says no, as in Electron', async () => {
  const { said } = await run(`
    protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }])
    await ready
    protocol.handle('app', (request) => new Response('<p>' + request.url, { headers: { 'content-type': 'text/html' } }))
    const window = await open('app://here/one')
    const state = "navigator.permissions.query({ name: 'geolocation' }).then((permission) => permission.state)"
    say(await window.webContents.executeJavaScript(state))
    const moved = new Promise((resolve) => window.webContents.once('did-finish-load', resolve))
    await window.webContents.executeJavaScript("location.href = '/two'")
    await moved
    say([window.webContents.getURL(), window.webContents.mainFrame.origin])
    app.exit(0)`)
  expect(said).toEqual(['granted', ['app://here/two', 'app://here']])
})

test('what one profile encrypted another cannot read', async () => {
  const { said } = await run(`
    const profile = (name) => { const path = join(import.meta.dirname, name); mkdirSync(path); app.setPath('userData', path) }
    await ready
    profile('a')
    const blob = await safeStorage.encryptStringAsync('secret')
    say([blob.includes('secret'), (await safeStorage.decryptStringAsync(blob)).result])
    profile('b')
    say(await safeStorage.decryptStringAsync(blob).then(() => 'read', () => 'refused'))
    app.exit(0)`)
  expect(said).toEqual([[false, 'secret'], 'refused'])
})
