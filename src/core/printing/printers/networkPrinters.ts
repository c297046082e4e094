import { connect } from 'node:net'
import type { FoundPrinter } from '../../../shared/settings/printer.ts'
import type { NetworkInterfaces } from '../../host.ts'

/** Where receipt printers take slips. */
const PRINT_PORT = 9100
/** A network of 254 addresses: a shop's own. Of a larger one, only the part around this computer is asked. */
const SMALLEST_PREFIX = 24
/** A shop's PC has one network or two; virtual machines and tunnels may add many. */
const MOST_NETWORKS = 4

export interface NetworkLimits {
  /** How many addresses are asked at a time. */
  atOnce: number
  /** Ms until an address counts as silent. */
  connectMs: number
  /** Ms for all of it; what has been found by then is offered. */
  allMs: number
}
const limitsOfShop: NetworkLimits = { atOnce: 64, connectMs: 800, allMs: 10_000 }

export interface NetworkSearch {
  askedCount: number
  found: FoundPrinter[]
}

interface OwnNetwork {
  /** `192.168.1.0/24` */
  name: string
  /** All but this computer's own. */
  addresses: string[]
}

/**
 * The private IPv4 networks that this computer is in, at most 254 addresses of each. Addresses of the internet, of tunnels
 * to a single computer and of this computer itself are in none. Pure.
 */
export function ownNetworks(interfaces: NetworkInterfaces): OwnNetwork[] {
  const networks = new Map<string, OwnNetwork>()
  for (const { address, family, internal, cidr } of Object.values(interfaces).flatMap((each) => each ?? [])) {
    const own = family === 'IPv4' && !internal ? numberOf(address) : null
    if (own === null || !isPrivate(own)) continue
    const prefix = Math.max(Number(cidr?.split('/')[1] ?? 32), SMALLEST_PREFIX)
    if (prefix > 30) continue
    const size = 2 ** (32 - prefix)
    const first = own - (own % size)
    const name = `${textOf(first)}/${prefix}`
    const addresses = Array.from({ length: size - 2 }, (_, index) => first + 1 + index)
    networks.set(name, { name, addresses: addresses.filter((each) => each !== own).map(textOf) })
  }
  return [...networks.values()].slice(0, MOST_NETWORKS)
}

/**
 * Asks each address once whether it takes connections where printers take slips, and hangs up at once: nothing is sent.
 * Only networks that the owner has agreed to. Never rejects.
 */
export async function findNetworkPrinters(
  networks: readonly OwnNetwork[],
  port = PRINT_PORT,
  limits: NetworkLimits = limitsOfShop,
): Promise<NetworkSearch> {
  const waiting = [...new Set(networks.flatMap(({ addresses }) => addresses))]
  const isOver = AbortSignal.timeout(limits.allMs)
  const found: string[] = []
  let askedCount = 0
  const askOn = async (): Promise<void> => {
    for (let host = waiting.shift(); host !== undefined && !isOver.aborted; host = waiting.shift()) {
      askedCount += 1
      if (await takesConnections(host, port, limits.connectMs, isOver)) found.push(host)
    }
  }
  await Promise.all(Array.from({ length: limits.atOnce }, askOn))
  return {
    askedCount,
    found: found
      .toSorted((left, right) => (numberOf(left) ?? 0) - (numberOf(right) ?? 0))
      .map((host) => ({ name: host, connection: { kind: 'tcp', host, port }, detail: null })),
  }
}

function takesConnections(host: string, port: number, connectMs: number, isOver: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port })
    const end = (isThere: boolean): void => {
      isOver.removeEventListener('abort', giveUp)
      socket.destroy()
      resolve(isThere)
    }
    const giveUp = (): void => end(false)
    isOver.addEventListener('abort', giveUp, { once: true })
    socket.setTimeout(connectMs, giveUp)
    socket.once('connect', () => end(true))
    socket.on('error', giveUp)
  })
}

/** Four bytes as one number; null for anything but a dotted IPv4 address. */
function numberOf(address: string): number | null {
  const bytes = address.split('.').map(Number)
  if (bytes.length !== 4 || bytes.some((byte) => !Number.isInteger(byte) || byte < 0 || byte > 255)) return null
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0)
}

const textOf = (address: number): string => [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.')

/** 10/8, 172.16/12, 192.168/16. */
function isPrivate(address: number): boolean {
  const [first, second] = [(address >>> 24) & 255, (address >>> 16) & 255]
  return first === 10 || (first === 172 && second >= 16 && second <= 31) || (first === 192 && second === 168)
}
