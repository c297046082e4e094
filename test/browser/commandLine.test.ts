import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseCommandLine } from '../../src/browser/commandLine.ts'
import { commandFor, writeLeadingPage } from '../../src/browser/openBrowser.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

test('without options: the usual folder and port, and the browser opens', () => {
  expect(parseCommandLine([])).toEqual({
    kind: 'run',
    options: { dataDir: null, provisionFile: null, port: null, open: true, addressOnly: false },
  })
})

test('every option', () => {
  const line = ['--data-dir', 'd', '--provision=p.json', '--port', '0', '--no-open']
  expect(parseCommandLine(line)).toEqual({
    kind: 'run',
    options: { dataDir: 'd', provisionFile: 'p.json', port: 0, open: false, addressOnly: false },
  })
  expect(parseCommandLine(['--port', '65535'])).toMatchObject({ options: { port: 65_535 } })
  expect(parseCommandLine(['--address'])).toMatchObject({ options: { addressOnly: true } })
  expect(parseCommandLine(['--help', '--port', '0'])).toEqual({ kind: 'help' })
})

test.each([
  [['--port', '65536'], /--port .* 0 to 65535, not "65536"/],
  [['--port', '-1'], /--port/],
  [['--port', '80.5'], /"80.5"/],
  [['--port', '0x50'], /"0x50"/],
  [['--port', ''], /--port/],
  [['--port'], /--port/],
  [['--data-dir', ''], /--data-dir needs a path/],
  [['--provision', ' '], /--provision needs a path/],
  [['--data-dri', 'x'], /--data-dri/],
  [['extra'], /extra/],
])('%j is refused in words', (line, words) => {
  const parsed = parseCommandLine(line)
  expect(parsed.kind).toBe('wrong')
  if (parsed.kind === 'wrong') expect(parsed.message).toMatch(words)
})

test('a browser is opened only where there is a display', () => {
  expect(commandFor('http://a/', { platform: 'linux', env: {} })).toBeNull()
  expect(commandFor('http://a/', { platform: 'linux', env: { DISPLAY: '' } })).toBeNull()
  expect(commandFor('http://a/', { platform: 'linux', env: { DISPLAY: ':0' } })).toEqual({
    file: 'xdg-open',
    args: ['http://a/'],
  })
  expect(commandFor('http://a/', { platform: 'linux', env: { WAYLAND_DISPLAY: 'w' } })?.file).toBe('xdg-open')
  expect(commandFor('http://a/', { platform: 'win32', env: {} })?.args.at(-1)).toBe('http://a/')
  expect(commandFor('http://a/', { platform: 'darwin', env: {} })?.file).toBe('open')
})

test('the address stands in a page of its own user, not on the command line', () => {
  const folder = temporaryFolder()
  const page = writeLeadingPage('http://127.0.0.1:4780/#token', folder) ?? ''
  expect(readFileSync(page, 'utf8')).toContain('url=http://127.0.0.1:4780/#token')
  if (process.platform !== 'win32') expect(statSync(page).mode & 0o077).toBe(0)
  expect(writeLeadingPage('http://127.0.0.1:4780/#token', join(folder, 'missing'))).toBeNull()
})
