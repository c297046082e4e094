import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readProvisions } from '../../src/system/provisionFile.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

const printer = { name: 'Kasa', connection: { kind: 'tcp', host: '192.168.1.50', port: 9100 } }

describe('the provisioning files of the data folder', () => {
  it('are read without being asked for, and what the installer was asked for itself wins', () => {
    const folder = temporaryFolder()
    const own = [join(folder, 'provision.json'), join(folder, 'provision-setup.json')] as const
    writeFileSync(own[0], JSON.stringify({ language: 'tr', autostart: false, printers: [printer] }))
    writeFileSync(own[1], '{ "autostart": true }')
    const read = readProvisions(null, folder, 'tr')
    if (!read.ok) throw new Error(read.message)
    expect(read.provision).toMatchObject({ language: 'tr', autostart: true, printers: [printer] })
    read.remove()
    expect(own.filter((file) => existsSync(file))).toEqual([])
  })

  it('give way to a file that is named, and are left alone then', () => {
    const folder = temporaryFolder()
    const [own, given] = [join(folder, 'provision.json'), join(folder, 'given.json')]
    writeFileSync(own, '{ "language": "tr" }')
    writeFileSync(given, '{ "language": "en" }')
    const read = readProvisions(given, folder, 'tr')
    if (!read.ok) throw new Error(read.message)
    expect(read.provision?.language).toBe('en')
    read.remove()
    expect([own, given].map((file) => existsSync(file))).toEqual([true, true])
  })

  it('are missed by nobody', () => {
    expect(readProvisions(null, temporaryFolder(), 'tr')).toMatchObject({ ok: true, provision: null })
  })

  it('are named when they cannot be used, and nothing of them is repeated', () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'provision.json'), '{ "sources": [{ "kind": "restomenum", "apiKye": "geheim" }] }')
    const read = readProvisions(null, folder, 'tr')
    expect(read).toMatchObject({ ok: false, message: expect.stringContaining('provision.json') })
    expect(JSON.stringify(read)).not.toContain('geheim')
  })
})
