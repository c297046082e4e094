import { generateKeyPairSync } from 'node:crypto'
import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { signFile } from '../../../scripts/signFile.ts'
import { sha512Of } from '../../../src/system/releaseSignature.ts'
import { root } from './tezgah.ts'

/** How the package came: it is updated by its own ways. */
export type PackageKind = 'deb' | 'AppImage'

/** What can be wrong with a feed or with what it offers. */
export type FeedFault = 'gone' | 'page' | 'flipped' | 'cut' | 'unsigned' | 'otherKey' | 'otherVersionSigned'

export interface UpdateFeed {
  url: string
  /** What was asked for, oldest first. */
  readonly asked: string[]
  fault: FeedFault | null
  /** What is offered as this version. */
  offer(version: string): Promise<void>
  close(): Promise<void>
}

/** Keys of this run alone. */
const maker = generateKeyPairSync('ed25519')
const stranger = generateKeyPairSync('ed25519')
const pem = (key: typeof maker.privateKey): string => key.export({ type: 'pkcs8', format: 'pem' }).toString()
export const publicKey = maker.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')

/** A web server with a release on it, as `docs/release.md` has it made. @param folder for its files */
export async function startFeed(folder: string, kind: PackageKind): Promise<UpdateFeed> {
  await mkdir(folder, { recursive: true })
  let [list, file, name] = ['', Buffer.alloc(0), '']
  const asked: string[] = []
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://feed').pathname.slice(1)
    asked.push(path)
    if (feed.fault === 'gone') return void response.writeHead(503).end()
    if (feed.fault === 'page') return void response.end('<html>Hoş geldiniz</html>')
    if (path.startsWith('latest')) return void response.end(list)
    if (path !== name) return void response.writeHead(404).end()
    sendFile(response, file, feed.fault)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const feed: UpdateFeed = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked,
    fault: null,
    offer: async (version) => {
      name = kind === 'deb' ? `tezgah_${version}_amd64.deb` : `tezgah-${version}-x86_64.AppImage`
      file = Buffer.alloc(300_000, version)
      // A program that notes its start beside itself, and nothing more.
      if (kind === 'AppImage') file.write(`#!/bin/sh\necho "${version}" >> "$0.started"\nexit\n`)
      const path = join(folder, name)
      await writeFile(path, file)
      const sha512 = await sha512Of(path)
      const key = feed.fault === 'otherKey' ? stranger : maker
      const signedAs = feed.fault === 'otherVersionSigned' ? '0.0.1' : version
      const signature =
        feed.fault === 'unsigned' ? '' : `\n    signature: ${signFile(signedAs, sha512, pem(key.privateKey))}`
      list = `version: ${version}
files:
  - url: ${name}
    sha512: ${sha512}
    size: ${file.length}${signature}
path: ${name}
sha512: ${sha512}
releaseNotes: |
  ## ${version}
  - Kurye sayfası daha hızlı
  - Yazıcı hataları giderildi
  - Üçüncü satır
releaseDate: '2026-11-26T00:00:00.000Z'
`
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return feed
}

function sendFile(response: ServerResponse, file: Buffer, fault: FeedFault | null): void {
  response.setHeader('content-length', file.length)
  if (fault === 'cut') {
    response.write(file.subarray(0, 100_000))
    setTimeout(() => response.destroy(), 100)
    return
  }
  const sent = Buffer.from(file)
  if (fault === 'flipped') sent[1_000] = (sent[1_000] ?? 0) ^ 1
  response.end(sent)
}

/**
 * The built app as a Linux package would hold it, with the key of this run in place of the maker's. Within the project, so
 * that it finds the packages it needs.
 *
 * @returns its folder, and the folder of its resources
 */
export async function layOutPackage(
  name: string,
  feedUrl: string,
  kind: PackageKind,
): Promise<{ app: string; resources: string }> {
  const app = join(root, 'test-results/update-apps', name)
  const resources = join(app, 'packed')
  await rm(app, { recursive: true, force: true })
  await mkdir(resources, { recursive: true })
  await cp(join(root, 'out'), join(app, 'out'), { recursive: true })
  await symlink(join(root, 'resources'), join(app, 'resources'))
  await cp(join(root, 'package.json'), join(app, 'package.json'))
  const main = join(app, 'out/main/index.js')
  const built = await readFile(main, 'utf8')
  if (!built.includes('no update key')) throw new Error('The build holds a key already.')
  await writeFile(main, built.replaceAll('no update key', publicKey))
  if (kind === 'deb') await writeFile(join(resources, 'package-type'), kind)
  await writeFile(
    join(resources, 'app-update.yml'),
    `provider: generic\nurl: ${feedUrl}\nupdaterCacheDirName: tezgah-updater\n`,
  )
  return { app, resources }
}

/** Programs that stand for the system's own package tools: they note what they are called with, and install nothing. */
export async function standInTools(
  folder: string,
): Promise<{ path: string; calls: () => Promise<string[]>; setCode: (code: number) => Promise<void> }> {
  await mkdir(folder, { recursive: true })
  const [note, codeFile] = [join(folder, 'calls'), join(folder, 'code')]
  const setCode = (code: number): Promise<void> => writeFile(codeFile, String(code))
  await setCode(0)
  const script = `#!/bin/sh\necho "$(basename "$0") $*" >> '${note}'\nexit $(cat '${codeFile}')\n`
  for (const tool of ['dpkg', 'apt', 'apt-get', 'pkexec', 'kdesudo', 'gksudo', 'beesu', 'sudo'])
    await writeFile(join(folder, tool), script, { mode: 0o755 })
  return {
    path: folder,
    setCode,
    calls: async () =>
      (await readFile(note, 'utf8').catch(() => '')).split('\n').filter((line) => line.includes('tezgah')),
  }
}

export const temporary = (name: string): string => join(tmpdir(), `tezgah-updates-${process.pid}-${name}`)
