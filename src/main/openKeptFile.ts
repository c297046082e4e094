import { join } from 'node:path'
import ElectronStore from 'electron-store'
import type { SettingsStore } from '../core/host.ts'
import { createKeptFile } from '../system/keptFile.ts'
import { systemClock } from '../system/systemClock.ts'

/** `name.json` in the data folder. */
export const openKeptFile = (folder: string, name: string): SettingsStore =>
  createKeptFile({
    path: join(folder, `${name}.json`),
    open: () => new ElectronStore({ cwd: folder, name, configFileMode: 0o600 }),
    nowMs: systemClock.nowMs,
  })
