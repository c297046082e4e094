import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Resvg } from '@resvg/resvg-js'

/** Draws every icon of the app into `resources/icons`. The results are committed: packagers read them. */

const folder = join(import.meta.dirname, '../resources/icons')
const TEAL = '#1f6f6b'
const RED = '#d4351c'

/** A service bell on its counter, in a 512 box. */
const bell = (body: string, counter: string): string => `
  <circle cx="256" cy="142" r="26" fill="${body}"/>
  <path d="M96 322 a160 160 0 0 1 320 0 z" fill="${body}"/>
  <rect x="72" y="342" width="368" height="44" rx="22" fill="${counter}"/>`
const shine =
  '<path d="M146 300 a112 112 0 0 1 72-92" fill="none" stroke="#ffffff" stroke-opacity=".55" stroke-width="20" stroke-linecap="round"/>'
const dot = `<circle cx="388" cy="140" r="104" fill="#ffffff"/><circle cx="388" cy="140" r="84" fill="${RED}"/>`
/** Of another shape as well: who cannot tell red from green sees that it is no bell. */
const warning = (body: string, sign: string): string => `
  <path d="M256 72 L452 424 a20 20 0 0 1 -18 30 H78 a20 20 0 0 1 -18 -30 z" fill="${body}" stroke="${body}" stroke-width="24" stroke-linejoin="round"/>
  <rect x="230" y="190" width="52" height="140" rx="26" fill="${sign}"/><circle cx="256" cy="390" r="32" fill="${sign}"/>`
/** One colour: the sign is a hole. */
const warningTemplate = `<mask id="sign"><rect width="512" height="512" fill="#ffffff"/>${warning('#ffffff', '#000000')}</mask>
  <g mask="url(#sign)">${warning('#000000', '#000000')}</g>`
const svg = (content: string, viewBox = '0 0 512 512'): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${viewBox}">${content}</svg>`

const appIcon = svg(`<rect x="16" y="16" width="480" height="480" rx="108" fill="${TEAL}"/>
  <g transform="translate(0 4)">${bell('#f4efe4', '#e2b04a')}${shine.replace('#ffffff', TEAL)}</g>`)
// In a tray there are sixteen pixels: the bell alone, as large as it goes.
const squared = (content: string): string => svg(`<g transform="translate(0 10)">${content}</g>`, '48 52 416 416')
const drawings = {
  icon: appIcon,
  'tray-calm': squared(bell(TEAL, '#e2b04a')),
  'tray-alert': squared(bell(TEAL, '#e2b04a') + dot),
  'tray-alarm': squared(warning(RED, '#ffffff')),
  'tray-alarmTemplate': squared(warningTemplate),
  'tray-calmTemplate': squared(bell('#000000', '#000000')),
  'tray-alertTemplate': squared(bell('#000000', '#000000') + '<circle cx="400" cy="120" r="64" fill="#000000"/>'),
  overlay: svg(
    `<circle cx="256" cy="256" r="240" fill="${RED}"/><g transform="translate(58 58) scale(.77)">${bell('#ffffff', '#ffffff')}</g>`,
  ),
}

const png = (source: string, size: number): Buffer =>
  new Resvg(source, { fitTo: { mode: 'width', value: size } }).render().asPng()

/** An .ico holding PNGs, which Windows reads since Vista. */
function ico(source: string, sizes: readonly number[]): Buffer {
  const images = sizes.map((size) => png(source, size))
  const header = Buffer.alloc(6 + 16 * images.length)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(images.length, 4)
  let offset = header.length
  images.forEach((image, index) => {
    const entry = 6 + 16 * index
    const size = sizes[index] ?? 0
    header.writeUInt8(size % 256, entry) // 0 stands for 256
    header.writeUInt8(size % 256, entry + 1)
    header.writeUInt16LE(1, entry + 4)
    header.writeUInt16LE(32, entry + 6)
    header.writeUInt32LE(image.length, entry + 8)
    header.writeUInt32LE(offset, entry + 12)
    offset += image.length
  })
  return Buffer.concat([header, ...images])
}

mkdirSync(folder, { recursive: true })
const write = (name: string, content: string | Buffer): void => writeFileSync(join(folder, name), content)
write('icon.svg', `${drawings.icon}\n`)
for (const size of [16, 24, 32, 48, 64, 128, 256, 512]) write(`icon-${size}.png`, png(drawings.icon, size))
write('icon.ico', ico(drawings.icon, [16, 24, 32, 48, 64, 128, 256]))
write('overlay.png', png(drawings.overlay, 32))
for (const name of ['tray-calm', 'tray-alert', 'tray-alarm'] as const) {
  write(`${name}.png`, png(drawings[name], 32))
  write(`${name}.ico`, ico(drawings[name], [16, 20, 24, 32, 48]))
  write(`${name}Template.png`, png(drawings[`${name}Template`], 16))
  write(`${name}Template@2x.png`, png(drawings[`${name}Template`], 32))
}
