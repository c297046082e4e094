import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { screenFileType } from '../system/screenResponse.ts'

export interface ScreenFile {
  type: string
  content: Uint8Array<ArrayBuffer>
}

const DOOR_TAG = '<script src="/door.js"></script>'

/**
 * The built screen, read once: an address either is one of these files or does not exist, so no path from outside ever
 * reaches the disk.
 *
 * @param rendererDir `out/renderer`
 * @param doorScript `out/browser/door.js`, which must run before the screen's own script
 * @returns files by their path on the server (`/`, `/assets/index-x.js`, `/door.js`)
 * @throws when the screen has not been built
 */
export function readScreenFiles(rendererDir: string, doorScript: string): ReadonlyMap<string, ScreenFile> {
  const files = new Map<string, ScreenFile>()
  for (const entry of readdirSync(rendererDir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const type = screenFileType(path)
    if (type !== null)
      files.set(`/${relative(rendererDir, path).split(sep).join('/')}`, { type, content: bytesOf(path) })
  }
  const index = files.get('/index.html')
  if (index === undefined) throw new Error(`There is no index.html in ${rendererDir}`)
  const page = {
    type: index.type,
    content: new TextEncoder().encode(withDoor(new TextDecoder().decode(index.content))),
  }
  files
    .set('/', page)
    .set('/index.html', page)
    .set('/door.js', { type: 'text/javascript; charset=utf-8', content: bytesOf(doorScript) })
  return files
}

/** Puts the door's script before the first script of the page: classic scripts run before modules, in this order. */
export function withDoor(html: string): string {
  const first = html.search(/<script[\s>]/i)
  if (first === -1) throw new Error('The screen has no script to open a door for')
  return html.slice(0, first) + DOOR_TAG + html.slice(first)
}

const bytesOf = (path: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(path))
