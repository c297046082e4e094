import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'

/**
 * Stands where electron-builder calls fpm to make a deb (`-s dir -t deb …`), and has Debian's own dpkg-deb do it: fpm would be
 * downloaded. It knows the options that electron-builder gives, and stops at any other.
 */

const text = { type: 'string' } as const
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    source: { ...text, short: 's' },
    target: { ...text, short: 't' },
    depends: { ...text, short: 'd', multiple: true },
    force: { type: 'boolean' },
    debug: { type: 'boolean' },
    'deb-recommends': { ...text, multiple: true },
    'deb-compression': text,
    'deb-priority': text,
    architecture: text,
    'after-install': text,
    'after-remove': text,
    description: text,
    version: text,
    package: text,
    name: text,
    maintainer: text,
    vendor: text,
    url: text,
    category: text,
    license: text,
  },
})
if (values.source !== 'dir' || values.target !== 'deb' || values.package === undefined)
  throw new Error('Only a folder is made into a deb here')

const root = mkdtempSync(join(tmpdir(), 'tezgah-deb-'))
chmodSync(root, 0o755)
for (const mapping of positionals) {
  const [from = '', to = ''] = mapping.split(/=(?=\/)/)
  const place = join(root, to)
  if (from.endsWith('/')) cpSync(from, place, { recursive: true, verbatimSymlinks: true })
  else {
    mkdirSync(dirname(place), { recursive: true })
    copyFileSync(from, place)
    chmodSync(place, 0o644)
  }
}
const sizeOf = (folder: string): number =>
  readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name)
    return sum + (entry.isDirectory() ? sizeOf(path) : lstatSync(path).size)
  }, 0)

const [synopsis = '', ...more] = (values.description ?? '').split('\n').map((line) => line.trim())
const fields = {
  Package: values.name,
  Version: values.version,
  License: values.license,
  Vendor: values.vendor,
  Architecture: values.architecture,
  Maintainer: values.maintainer,
  'Installed-Size': String(Math.ceil(sizeOf(root) / 1024)),
  Depends: values.depends?.join(', '),
  Recommends: values['deb-recommends']?.join(', '),
  Section: values.category,
  Priority: values['deb-priority'],
  Homepage: values.url,
  Description: [synopsis, ...more.map((line) => ` ${line === '' ? '.' : line}`)].join('\n'),
}
const control = join(root, 'DEBIAN')
mkdirSync(control)
const lines = Object.entries(fields).flatMap(([name, value]) =>
  value === undefined || value === '' ? [] : [`${name}: ${value}\n`],
)
writeFileSync(join(control, 'control'), lines.join(''))
for (const [script, name] of [
  [values['after-install'], 'postinst'],
  [values['after-remove'], 'postrm'],
] as const) {
  if (script === undefined) continue
  copyFileSync(script, join(control, name))
  chmodSync(join(control, name), 0o755)
}
const compression = ['-Z', process.env['TEZGAH_DEB_COMPRESSION'] ?? values['deb-compression'] ?? 'xz'].join('')
const { status } = spawnSync('dpkg-deb', ['--root-owner-group', compression, '--build', root, values.package], {
  stdio: 'inherit',
})
rmSync(root, { recursive: true, force: true })
process.exitCode = status ?? 1
