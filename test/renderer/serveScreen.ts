import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, normalize, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { screenFileType, screenHeaders } from '../../src/system/screenResponse.ts'

export interface ServedScreen {
  address: string
  close(): Promise<void>
}

/** Builds the screen as the doors get it, and serves it on loopback under the doors' own policy. */
export async function serveScreen(): Promise<ServedScreen> {
  const outDir = await mkdtemp(join(tmpdir(), 'tezgah-screen-'))
  await build({
    root: fileURLToPath(new URL('../../src/renderer', import.meta.url)),
    base: './',
    configFile: false,
    logLevel: 'error',
    plugins: [react()],
    build: { outDir, emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  })
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://screen').pathname
    const file = normalize(join(outDir, path === '/' ? 'index.html' : path))
    for (const [name, value] of Object.entries(screenHeaders)) response.setHeader(name, value)
    readFile(file.startsWith(outDir + sep) ? file : join(outDir, 'index.html')).then(
      (bytes) => response.setHeader('Content-Type', screenFileType(file) ?? 'application/octet-stream').end(bytes),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}/`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await rm(outDir, { recursive: true, force: true })
    },
  }
}
