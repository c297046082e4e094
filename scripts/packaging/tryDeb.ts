import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, copyFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { buildPackage, standInVersion } from './buildPackage.ts'

export interface DebTrial {
  work: string
  versions: readonly [older: string, newer: string]
  check: (what: string, isTrue: boolean, saw?: unknown) => void
  say: (sentence: string) => void
}

/** Lives through the deb in a bare Debian: installed with all that it asks for, started, upgraded, purged. As root. */
export function tryDeb({ work, versions, check, say }: DebTrial): void {
  say('\n== the deb in a bare Debian')
  if (process.getuid?.() !== 0 || !existsSync('/usr/sbin/debootstrap'))
    return say('not run: it takes root and debootstrap (`apt-get install debootstrap`)')
  const [older, newer] = versions.map((version) => buildDeb(work, version, say)) as [string, string]
  const root = join(work, 'debian')
  if (!existsSync(join(root, 'etc/debian_version')) && !makeRoot(root, say)) return
  const inside = (command: string): { code: number | null; said: string } => {
    const { status, stdout, stderr } = spawnSync('chroot', [root, '/bin/sh', '-c', command], {
      encoding: 'utf8',
      timeout: 600_000,
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root', DEBIAN_FRONTEND: 'noninteractive', LANG: 'C.UTF-8' },
    })
    return { code: status, said: `${stdout}${stderr}`.trim() }
  }
  // A program finds its own files by /proc, as on any computer.
  inside('mountpoint -q /proc || mount -t proc proc /proc')
  try {
    liveThrough()
  } finally {
    inside('umount -l /proc')
  }

  function liveThrough(): void {
    inside('apt-get -qq purge -y tezgah')
    for (const deb of [older, newer]) copyFileSync(deb, join(root, 'tmp', basename(deb)))
    const install = (deb: string): { code: number | null; said: string } =>
      inside(`apt-get update -qq; apt-get install -y -qq --no-install-recommends /tmp/${basename(deb)}`)

    const installed = install(older)
    check('it installs, with what it depends on', installed.code === 0, installed.said.slice(-400))
    check('`tezgah` is on the path', inside('command -v tezgah').said === '/usr/bin/tezgah')
    const report = inside('tezgah --report=/tmp/report.json && cat /tmp/report.json').said
    const isIt = report.includes('stand-in') && report.includes(standInVersion(versions[0]))
    check('it starts, and says that it is a stand-in', isIt, report)
    const entry = inside('cat /usr/share/applications/tezgah.desktop').said
    check('the menu entry is in Turkish too', entry.includes('Comment[tr]=') && entry.includes('Icon=tezgah'), entry)
    check('the sandbox’s helper has its rights', /^-rws|^-rwx/.test(inside('ls -l /opt/Tezgah*/chrome-sandbox').said))
    inside('mkdir -p /root/.config/Tezgah && echo orders > /root/.config/Tezgah/ledger.sqlite')
    const upgraded = install(newer)
    check('it is upgraded', upgraded.code === 0, upgraded.said.slice(-400))
    const version = inside("dpkg-query -W -f='${Version}' tezgah").said
    check('… to the newer version', version === standInVersion(versions[1]).replace('-', '~'), version)
    check('… and starts', inside('tezgah --report=/tmp/r && cat /tmp/r').said.includes(standInVersion(versions[1])))
    const purged = inside('apt-get purge -y -qq tezgah')
    check('it is purged', purged.code === 0, purged.said.slice(-400))
    const left = inside(
      'ls -d /opt/Tezgah* /usr/bin/tezgah /usr/share/applications/tezgah.desktop /etc/apparmor.d/tezgah',
    ).said
    check(
      '… and leaves nothing of itself',
      left.split('\n').every((line) => line.includes('No such file')),
      left,
    )
    check('… but the shop’s data', inside('cat /root/.config/Tezgah/ledger.sqlite').said === 'orders')
  }
}

function buildDeb(work: string, version: string, say: (sentence: string) => void): string {
  const outFolder = join(work, `linux-${version}`)
  rmSync(outFolder, { recursive: true, force: true })
  const begun = performance.now()
  const target = { system: 'linux', arch: 'x64' } as const
  const options = { target, electronDist: null, kinds: ['deb'], isQuick: true, isQuiet: true, say }
  buildPackage({ ...options, withoutElectron: 'the deb is tried around a stand-in', outFolder, version })
  const deb = readdirSync(outFolder).find((name) => name.endsWith('.deb')) ?? ''
  const seconds = Math.round((performance.now() - begun) / 1000)
  say(`built ${deb}: ${Math.round(statSync(join(outFolder, deb)).size / 1e6)} MB in ${seconds} s`)
  return join(outFolder, deb)
}

/** @returns whether there is one now */
function makeRoot(root: string, say: (sentence: string) => void): boolean {
  say('Making a bare Debian, once; it takes a minute or two.')
  rmSync(root, { recursive: true, force: true })
  mkdirSync(root, { recursive: true })
  const args = ['--variant=minbase', 'bookworm', root, ...mirror()]
  const { status, stderr } = spawnSync('debootstrap', args, { encoding: 'utf8', timeout: 900_000 })
  if (status === 0) {
    // A service that would start in it has nothing to do here.
    writeFileSync(join(root, 'usr/sbin/policy-rc.d'), '#!/bin/sh\nexit 101\n', { mode: 0o755 })
    return true
  }
  say(`not run: no bare Debian could be made (${stderr.trim().split('\n').at(-1) ?? ''})`)
  return false
}

/** The mirror that this machine uses, so that its own settings count. */
function mirror(): string[] {
  const { stdout } = spawnSync('apt-get', ['indextargets', '--format', '$(SITE)', 'Created-By: Packages'], {
    encoding: 'utf8',
  })
  const site = stdout.split('\n').find((line) => /debian\/?$/.test(line))
  return site === undefined ? [] : [site]
}
