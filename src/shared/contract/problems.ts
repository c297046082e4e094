import { z } from 'zod'
import { type FieldFault, fieldFaultSchema } from './fieldFault.ts'

/**
 * What went wrong, as a code the renderer puts into words (`i18n/*.json`, key `error.<code>`). Adding a code without
 * words fails `test/shared/words.test.ts`.
 */
export const errorCodes = [
  // the network and the wire
  'offline', // DNS, connection refused or reset, no route
  'timedOut',
  'tlsInvalid',
  'clockWrong', // a certificate that seems invalid because this computer's clock is wrong
  'redirected',
  'notJson', // a captive portal's page, an HTML error page
  'tooLarge',
  'tooDeep',
  'malformed', // JSON, but not in the vendor's shape
  'hostNotAllowed',
  // what the vendor says
  'keyRejected', // RestoMenum 401, Adisyo 901
  'secretRejected', // Adisyo 902
  'scopeDenied',
  'packageExpired',
  'consumerMissing',
  'rateLimited',
  'vendorError', // 5xx, Adisyo 702/756
  'listIncomplete', // what came is shown, nothing is taken away for not having come
  'orderNotFound',
  'integrationEnded', // Adisyo 701
  // what the vendor says to a step that it is told
  'writeDenied', // the key may read and not write
  'stateNotAllowed', // Adisyo 750
  'courierRefused', // Adisyo 650, or nobody of its list
  'paymentTypeMissing', // Adisyo 758
  'stepNotTaken', // refused with no code that is listed, or sent several times and not taken
  'outcomeUnknown', // no answer came, and asked again it does not say
  'waitedForVendor', // it could not be told for as long as a shop wants to wait
  // this computer
  'keyMissing',
  'keyUnreadable', // encrypted by another user or machine: the blob is kept, the key must be entered again
  'ledgerUnavailable', // disk full, folder read-only: nothing is sent that cannot be recorded first
  'ledgerInUse',
  'ledgerSetAside', // it was broken: a fresh one was begun, what is open was taken as baseline
  'ledgerLost', // its file was gone, replaced by an older copy, or taken away while in use: what was open is in doubt
  'coreRestarted', // something in it had died
  'coreDied', // again, or it could not be started anew: a person has to close and open Tezgah
  'ordersUnreadable', // `count` orders of the ledger
  'settingsUnreadable',
  'settingsNewer', // written by a newer Tezgah: `file` is their copy
  'settingsFileUnreadable', // not one that Tezgah has written, or `field` of it is wrong
  'settingsFileNewer',
  'settingsNotKept', // the same, and the copy could not be made: nothing is saved over them
  // printing
  'printerUnreachable',
  'printerRefused',
  'paperOut',
  'coverOpen',
  'printerOffline',
  'printerTimedOut',
  'printerSilent', // it used to say how it is, takes connections, and says nothing any more
  'printerReset',
  'printerBabbles', // it says more than any receipt printer has a reason to
  'printUncertain',
  'slipsUndecided', // never sent, and nobody has said whether they are still wanted
  'slipNowhere', // no route leads this order to a printer in use
  'printersOff', // the shop has printers, and all of them are switched off in the settings
  'slipStuck', // all of an order's slips have waited too long at printers that do not print
  'slipHeldBack', // an order's slips are held back for the printing counter, which cannot be asked
  'printerNotFound',
  'noPrinter',
  'queuePaused', // a person paused it, or it stopped itself after a fault
  'queueStuck', // an earlier slip may still be among the `count` jobs in it
  'queueMissing', // this computer has no printer of that name
  'spoolerUnavailable', // the service behind the queues does not answer or is not installed
  'deviceRefused', // another program holds it, or this user may not use it
  'folderFull',
  'folderUnwritable', // missing, read-only, not ours
  'systemPrintingUnavailable', // this door has no system printing
  'soundNotHeard', // a person says so
  // no page has been able to sound for a minute
  'noPageOpen', // none is there, or it has crashed
  'soundBlocked', // by the browser, until somebody clicks
  'soundNoDevice',
  'soundFailed',
  'webhookRefused', // its address answered that it does not take them
  'webhookGivenUp', // `count` messages never arrived
  // several counters as one
  'linkDown', // its server has not answered for a while
  'linkPasswordRejected', // or none was given where one is asked for
  'linkServerUnfit', // too old, full, a copy that takes no writes, or one that denies its user a command
  'printedElsewhere', // another counter has it on paper
  // couriers and their accounts
  'alreadyCarried',
  'notCarried',
  'carriedElsewhere', // it was handed over at another `counter`: its account is there
  'courierUnknown',
  'undoOver',
  'stillCarrying', // of an account that is to be closed
  'pouchClosed',
  'howPaidUnknown',
  'orderIsOver',
  // updates
  'updateFeedUnreachable',
  'updateFeedMalformed', // it answers, and not with a list of versions
  'updateUntrusted', // not signed by its maker, or changed on the way: it has been thrown away
  'updateDownloadFailed',
  'updateDiskFull',
  'updateWaitsForSlips', // pressed while a slip is open
  'updateNotInstalled', // the installer was not started or did not succeed; Tezgah goes on as it is
  // requests
  'coreSilent', // nobody answered this screen: said by the screen's side alone, never by the core
  'invalidRequest',
  'forbidden',
  'notFound',
  'conflict',
  'internal',
] as const

export type ErrorCode = (typeof errorCodes)[number]

/** A fault as data. `params` fill the words' placeholders; they never hold keys or customer data. */
export const problemSchema = z.object({
  code: z.enum(errorCodes),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  /** Of `invalidRequest`: which field, and what is wrong with it. */
  field: fieldFaultSchema.optional(),
})
export type Problem = z.infer<typeof problemSchema>

export type Result<T> = { ok: true; value: T } | { ok: false; error: Problem }

export const ok = <T>(value: T): Result<T> => ({ ok: true, value })

export const fail = (code: ErrorCode, params?: Record<string, string | number>): { ok: false; error: Problem } => ({
  ok: false,
  error: params ? { code, params } : { code },
})

/** A field of a request that cannot be taken; the screen says so there. */
export const invalid = (
  path: string,
  code: FieldFault['code'],
  params?: FieldFault['params'],
): { ok: false; error: Problem } => ({
  ok: false,
  error: { code: 'invalidRequest', field: params ? { path, code, params } : { path, code } },
})

/** The same for what a schema has found. */
export const invalidField = (field: FieldFault): { ok: false; error: Problem } => ({
  ok: false,
  error: { code: 'invalidRequest', field },
})
