import { createServer, type Server } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { NetworkInterfaces } from '../../../../src/core/host.ts'
import { findNetworkPrinters, ownNetworks } from '../../../../src/core/printing/printers/networkPrinters.ts'
import { emptyDisk, openCounter } from '../../../support/openCounter.ts'
import { temporaryFolder } from '../../../support/temporaryFolder.ts'

const at = (address: string, prefix: number, part: object = {}): NonNullable<NetworkInterfaces[string]>[number] => ({
  address,
  family: 'IPv4',
  internal: false,
  cidr: `${address}/${prefix}`,
  ...part,
})

describe('the networks that are asked', () => {
  it('are the private ones this computer is in, without itself', () => {
    const networks = ownNetworks({ ethernet: [at('192.168.1.34', 24)], wifi: [at('10.0.7.2', 29)] })
    expect(networks.map(({ name }) => name)).toEqual(['192.168.1.0/24', '10.0.7.0/29'])
    expect(networks[0]?.addresses).toHaveLength(253)
    expect(networks[0]?.addresses).not.toContain('192.168.1.34')
    expect(networks[1]?.addresses).toEqual(['10.0.7.1', '10.0.7.3', '10.0.7.4', '10.0.7.5', '10.0.7.6'])
  })

  it('are never larger than the 254 addresses around this computer', () => {
    const [network] = ownNetworks({ ethernet: [at('172.16.200.9', 16)] })
    expect(network?.name).toBe('172.16.200.0/24')
    expect(network?.addresses).toHaveLength(253)
  })

  it.each([
    ['of the internet', at('85.105.12.4', 24)],
    ['just beside the private ones', at('172.32.0.4', 24)],
    ['of this computer itself', at('127.0.0.1', 8, { internal: true })],
    ['that no router gave', at('169.254.3.4', 16)],
    ['of a tunnel to one computer', at('10.8.0.6', 32)],
    ['of IPv6', at('fd00::12', 64, { family: 'IPv6' })],
    ['that cannot be read', at('192.168.1', 24)],
  ])('are none %s', (_what, address) => {
    expect(ownNetworks({ any: [address], gone: undefined })).toEqual([])
  })
})

describe('asking them', () => {
  const loopback = Array.from({ length: 60 }, (_, index) => `127.0.0.${index + 2}`)

  async function listen(
    host: string,
    port: number,
  ): Promise<{ port: number; heard: () => string; count: () => number }> {
    let heard = ''
    let count = 0
    const server: Server = createServer((socket) => {
      count += 1
      socket.on('data', (bytes) => (heard += bytes.toString('latin1')))
      socket.on('error', () => undefined)
    })
    await new Promise<void>((resolve) => server.listen(port, host, resolve))
    onTestFinished(() => void server.close())
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    return { port: address.port, heard: () => heard, count: () => count }
  }

  // Other systems have but one address of their own.
  it.runIf(process.platform === 'linux')('finds what takes connections, asks once and sends nothing', async () => {
    const first = await listen('127.0.0.9', 0)
    const second = await listen('127.0.0.41', first.port)
    const network = { name: 'loopback', addresses: [...loopback, ...loopback] }
    const limits = { atOnce: 8, connectMs: 2_000, allMs: 20_000 }
    const search = await findNetworkPrinters([network, network], first.port, limits)
    expect(search.found).toEqual(
      ['127.0.0.9', '127.0.0.41'].map((host) => ({
        name: host,
        connection: { kind: 'tcp', host, port: first.port },
        detail: null,
      })),
    )
    expect(search.askedCount).toBe(loopback.length)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect([first.count(), second.count(), first.heard(), second.heard()]).toEqual([1, 1, '', ''])
  })

  it('ends when its time is over, whatever is left', async () => {
    const limits = { atOnce: 1, connectMs: 60_000, allMs: 0 }
    const search = await findNetworkPrinters([{ name: 'n', addresses: loopback }], 9, limits)
    expect(search.found).toEqual([])
    expect(search.askedCount).toBeLessThan(loopback.length)
  })

  it('finds none, without an error, where there is no network', async () => {
    expect(await findNetworkPrinters([])).toEqual({ askedCount: 0, found: [] })
  })

  it('is done for a screen only in networks that it names and this computer is in', async () => {
    const networkInterfaces = () => ({ ethernet: [at('192.168.1.34', 24)] })
    const tezgah = await openCounter(emptyDisk(temporaryFolder()), null, { networkInterfaces })
    expect(await tezgah.ask('printers.networks', {})).toEqual({
      ok: true,
      value: [{ name: '192.168.1.0/24', addressCount: 253 }],
    })
    const nothing = { ok: true, value: { askedCount: 0, found: [] } }
    expect(await tezgah.ask('printers.findOnNetwork', { networks: [] })).toEqual(nothing)
    expect(await tezgah.ask('printers.findOnNetwork', { networks: ['10.0.0.0/24'] })).toEqual(nothing)
  })
})
