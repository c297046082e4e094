import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join, normalize, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { build } from 'vite'

/** The doors' own policy: what the screen does under it, it does in a shop. */
export const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; media-src 'self'; connect-src 'self'"

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.wav': 'audio/wav',
  '.svg': 'image/svg+xml',
}

export interface ServedScreen {
  address: string
  close(): Promise<void>
}

/** Builds the screen as the doors get it, and serves it on loopback under their policy. */
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
    response.setHeader('Content-Security-Policy', POLICY)
    readFile(file.startsWith(outDir + sep) ? file : join(outDir, 'index.html')).then(
      (bytes) => response.setHeader('Content-Type', types[extname(file)] ?? 'application/octet-stream').end(bytes),
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
