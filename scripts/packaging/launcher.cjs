/**
 * What runs in place of Electron in a package made on a machine without Electron's binary. It is no Tezgah: it says what it
 * is, reads the package around it, and behaves as the installer expects of the app: one instance, which
 * `--quit-for-update` asks to end and which finishes the slip under way first.
 */
'use strict'
const fs = require('node:fs')
const net = require('node:net')
const os = require('node:os')
const path = require('node:path')
const { createHash } = require('node:crypto')

// Electron's fuse wire: the sentinel, its version and length, one byte a fuse. `@electron/fuses` finds and changes it here.
const wire = 'FUSE_WIRE'
const args = process.argv.slice(2)
const asar = path.join(path.dirname(process.execPath), 'resources', 'app.asar')

/** @returns the archive's header as text, and where its files begin */
function readHeader() {
  const file = fs.openSync(asar, 'r')
  try {
    const sizes = Buffer.alloc(16)
    fs.readSync(file, sizes, 0, 16, 0)
    const header = Buffer.alloc(sizes.readUInt32LE(12))
    fs.readSync(file, header, 0, header.length, 16)
    return { header, offset: 8 + sizes.readUInt32LE(4) }
  } finally {
    fs.closeSync(file)
  }
}

function readManifest({ header, offset }) {
  const entry = JSON.parse(header.toString('utf8')).files['package.json']
  const bytes = Buffer.alloc(entry.size)
  const file = fs.openSync(asar, 'r')
  fs.readSync(file, bytes, 0, entry.size, offset + Number(entry.offset))
  fs.closeSync(file)
  return JSON.parse(bytes.toString('utf8'))
}

const archive = readHeader()
const { version, productName } = readManifest(archive)
const report = {
  kind: 'stand-in for Electron',
  productName,
  version,
  platform: process.platform,
  arch: process.arch,
  fuses: wire.slice(34),
  headerSha256: createHash('sha256').update(archive.header).digest('hex'),
  args,
}
const option = (name) => args.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3)
const reportFile = option('report')
if (reportFile !== undefined) {
  fs.writeFileSync(reportFile, JSON.stringify(report))
  process.exit(0)
}
const notice = `${productName} ${version}: only a stand-in for Electron, for trying the package. It serves no counter.`
try {
  fs.writeSync(1, `${notice}\n`)
} catch {
  // A program that Windows starts from a link or an installer has nowhere to write to.
}

const isWindows = process.platform === 'win32'
const config = isWindows ? process.env.APPDATA : process.env.XDG_CONFIG_HOME || path.join(os.homedir(), '.config')
const data = path.join(config, 'Tezgah')
fs.mkdirSync(data, { recursive: true })
const log = (line) => fs.appendFileSync(path.join(data, 'stand-in.log'), `${line}\n`)
/** How long a slip takes to print, for trying an end while one is under way. */
const slipFile = path.join(data, 'slip-ms')
const slipMs = fs.existsSync(slipFile) ? Number(fs.readFileSync(slipFile, 'utf8')) : 0
const address = isWindows ? '\\\\.\\pipe\\tezgah-stand-in' : path.join(data, 'stand-in.sock')

const first = net.connect(address)
first.on('connect', () => first.end(JSON.stringify(args), () => setTimeout(() => process.exit(0), 300)))
first.on('error', () => {
  if (args.includes('--quit-for-update')) process.exit(0)
  if (!isWindows) fs.rmSync(address, { force: true })
  log(`started ${version} ${args.join(' ')}`.trim())
  const slip = new Promise((resolve) => setTimeout(resolve, slipMs)).then(() => slipMs > 0 && log('slip finished'))
  const server = net.createServer((socket) => {
    // One small message in one piece; a pipe of Windows has no half that could end first.
    socket.on('error', () => undefined)
    socket.once('data', (message) => {
      if (!message.toString('utf8').includes('--quit-for-update')) return
      log('asked to end')
      void slip.then(() => {
        log(`ended ${version}`)
        process.exit(0)
      })
    })
  })
  server.listen(address)
})
