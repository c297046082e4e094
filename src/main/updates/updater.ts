import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { app } from 'electron'
import electronUpdater, { type AppUpdater, type UpdateInfo } from 'electron-updater'
import { z } from 'zod'
import type { LogEntry } from '../../core/host.ts'
import type { UpdatePort } from '../../core/updates/updatePort.ts'
import { fail, ok, type ErrorCode, type Result } from '../../shared/contract/problems.ts'
import { isSignedRelease } from '../../system/releaseSignature.ts'
import { describeFault } from '../../system/logFile.ts'
import { replaceAppImage, runSetup, startAfterwards } from './installers.ts'
import { releaseNotes } from './releaseNotes.ts'
import type { UpdateRecord } from './updateRecord.ts'

export interface UpdaterOptions {
  /** Of the maker of Tezgah: Ed25519, SPKI in DER as base64. */
  publicKey: string
  record: UpdateRecord
  /** Ends the core: a slip under way is let go to its end. @returns false: nothing may be installed any more */
  stopCore(): Promise<boolean>
  /** It was not installed after all: opens the core again. */
  resumeCore(): Promise<void>
  log(entry: LogEntry): void
}

/** What is fetched and verified. */
interface Fetched {
  info: UpdateInfo
  path: string
}

/** An installer that has not ended this process by then will not. */
const INSTALL_PATIENCE_MS = 60_000

const signedFiles = z.array(z.object({ sha512: z.string(), signature: z.string().optional() }))

/** electron-updater behind the core's port. Our own signature counts; the library's own checks come on top. */
export function createUpdater({ publicKey, record, stopCore, resumeCore, log }: UpdaterOptions): UpdatePort {
  let found: UpdateInfo | null = null
  let fetched: Fetched | null = null

  const isTrusted = async ({ info, path }: Fetched): Promise<boolean> => {
    const files = signedFiles.safeParse(info.files)
    return files.success && (await isSignedRelease(path, info.version, files.data, publicKey))
  }

  /** What the maker did not sign is not kept either: the next download must not find it. */
  const discard = (path: string): Result<never> => {
    rmSync(path, { force: true })
    fetched = null
    log({ level: 'error', what: 'update.untrusted' })
    return fail('updateUntrusted')
  }

  const refused = (what: string, error: unknown, code: ErrorCode): Result<never> => {
    log({ level: 'warn', what, data: describeFault(error) })
    return fail(code)
  }

  return {
    // The package tools of Linux ask for a password and hold up the whole process meanwhile.
    installsUnasked: process.platform === 'win32' || appImage() !== null,
    check: async (feedUrl) => {
      try {
        const updater = prepare(feedUrl)
        const answer = await updater.checkForUpdates()
        found = answer?.isUpdateAvailable === true ? answer.updateInfo : null
        return ok(found === null ? null : { version: found.version, notes: releaseNotes(found.releaseNotes) })
      } catch (error) {
        return refused('update.notChecked', error, isOfFeed(error) ? 'updateFeedMalformed' : 'updateFeedUnreachable')
      }
    },
    download: async () => {
      try {
        const [path = ''] = await electronUpdater.autoUpdater.downloadUpdate()
        if (found === null) return fail('updateDownloadFailed')
        const download = { info: found, path }
        if (!(await isTrusted(download))) return discard(path)
        fetched = download
        record.note({ ready: found.version })
        return ok({ isTried: record.read().tried === found.version })
      } catch (error) {
        const isFull = error instanceof Error && 'code' in error && error.code === 'ENOSPC'
        return refused('update.notDownloaded', error, isFull ? 'updateDiskFull' : 'updateDownloadFailed')
      }
    },
    install: async () => {
      if (fetched === null) return { code: 'updateNotInstalled' }
      // It has lain on the disk since, where others may write.
      const isSame = await isTrusted(fetched).catch(() => false)
      if (!isSame) {
        discard(fetched.path)
        return { code: 'updateUntrusted' }
      }
      record.note({ tried: fetched.info.version })
      log({ level: 'info', what: 'update.installing', data: { version: fetched.info.version } })
      if (!(await stopCore())) return { code: 'updateNotInstalled' }
      const reason = await handOver(fetched.path)
      log({ level: 'error', what: 'update.notInstalled', data: describeFault(reason) })
      await resumeCore()
      return { code: 'updateNotInstalled' }
    },
  }
}

/** Only a person or a quiet hour starts anything: the library's own timing is off. */
function prepare(feedUrl: string | null): AppUpdater {
  const updater = electronUpdater.autoUpdater
  updater.autoDownload = false
  updater.autoInstallOnAppQuit = false
  updater.disableWebInstaller = true
  updater.allowDowngrade = false
  updater.allowPrerelease = false
  // Its log would hold addresses and paths of this computer.
  updater.logger = null
  if (feedUrl === null) updater.updateConfigPath = join(process.resourcesPath, 'app-update.yml')
  else updater.setFeedURL({ provider: 'generic', url: feedUrl })
  return updater
}

/** The file that an AppImage was started from; null: this is none. */
const appImage = (): string | null =>
  electronUpdater.autoUpdater instanceof electronUpdater.AppImageUpdater ? (process.env['APPIMAGE'] ?? null) : null

/** Installs a file, which ends this process. Resolves when it has not, with the reason if there is one. */
function handOver(path: string): Promise<unknown> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, INSTALL_PATIENCE_MS)
    app.once('will-quit', () => clearTimeout(timer))
    install(path).catch((reason: unknown) => {
      clearTimeout(timer)
      resolve(reason)
    })
  })
}

/**
 * The library's own ways end Tezgah whether or not a setup could be started, and take an AppImage away before the new one is
 * there; its way with a system's package is sound.
 */
async function install(path: string): Promise<void> {
  const current = appImage()
  if (process.platform === 'win32') return runSetup(path)
  if (current === null) return installPackage()
  await replaceAppImage(path, current)
  await startAfterwards(current, process.argv.slice(1))
  app.quit()
}

/** Blocks until the package tool is done; a tool that fails is told as an event. */
async function installPackage(): Promise<void> {
  const updater = electronUpdater.autoUpdater
  let fault: Error | null = null
  const note = (error: Error): void => void (fault = error)
  updater.once('error', note)
  updater.quitAndInstall(true, true)
  updater.removeListener('error', note)
  if (fault !== null) throw fault
}

/** The library says so of an answer that it cannot read. */
const isOfFeed = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_UPDATER_')
