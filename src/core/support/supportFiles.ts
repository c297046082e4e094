import type { Snapshot } from '../../shared/contract/snapshot.ts'
import type { Settings } from '../../shared/settings/settings.ts'

/** A file of the support bundle, as a person reads it before it is saved. */
export interface SupportFile {
  name: string
  text: string
}

/**
 * What whoever helps has to know: states, codes, counts and settings. No customer, no key, no address of a key, and no
 * name that a person has typed. Pure.
 *
 * @param logs what the door has written down, redacted when it was
 */
export function supportFiles(snapshot: Snapshot, settings: Settings, logs: readonly SupportFile[]): SupportFile[] {
  const { nowMs, door, version, keyring, isViewOnly, sources, printers, alarms, cards, openJobs, webhook } = snapshot
  const state = {
    at: new Date(nowMs).toISOString(),
    version,
    door,
    keyring,
    isViewOnly,
    sources: sources.map((source) => ({
      kind: source.kind,
      host: URL.parse(source.baseUrl)?.host ?? null,
      pollSeconds: source.pollSeconds,
      enabled: source.enabled,
      state: source.state,
      hearing: source.hearing,
      problem: source.problem?.code ?? null,
      problemSinceMs: source.problemSinceMs,
      lastSuccessMs: source.lastSuccessMs,
      lastSilence: source.lastSilence,
      openCount: source.openCount,
      quarantinedCount: source.quarantined.length,
      hasKeys: source.keys.isSet,
    })),
    printers: printers.map(({ settings: set, ...printer }) => ({
      connection: set.connection.kind,
      paperWidthMm: set.paperWidthMm,
      codePage: set.codePage,
      codePageNumber: set.codePageNumber,
      model: set.model,
      mode: set.mode,
      cut: set.cut,
      enabled: set.enabled,
      confirms: set.confirms,
      state: printer.state,
      problem: printer.problem?.code ?? null,
      waitingCount: printer.waitingCount,
      habits: printer.habits,
    })),
    alarms: alarms.map(({ subject, problem, sinceMs, isSilenced }) => ({
      subject,
      code: problem.code,
      sinceMs,
      isSilenced,
    })),
    cards: cards.length,
    unacknowledged: snapshot.unacknowledgedCount,
    slips: Object.fromEntries(
      [...Map.groupBy(openJobs, ({ state: jobState }) => jobState)].map(([jobState, jobs]) => [jobState, jobs.length]),
    ),
    webhook: { isSet: webhook.isSet, waitingCount: webhook.waitingCount, problem: webhook.problem?.code ?? null },
  }
  // Written by hand, so that a setting that is added some day is not in it before somebody has thought about it.
  const chosen = {
    language: settings.language,
    printsByItself: settings.counter.printsByItself,
    otherCounters: settings.counter.others,
    autoPrint: settings.autoPrint,
    printChanges: settings.printChanges,
    changeSlip: settings.changeSlip,
    scheduledLeadMinutes: settings.scheduledLeadMinutes,
    slipExpiryHours: settings.slipExpiryHours,
    soundVolume: settings.soundVolume,
    sounds: settings.sounds,
    webhook: settings.webhook,
    retentionHours: settings.retentionHours,
    openingHours: settings.openingHours,
    keepAwake: settings.keepAwake,
    autostart: settings.autostart,
    routeCount: settings.routes.length,
  }
  return [
    { name: 'durum.json', text: `${JSON.stringify(state, null, 2)}\n` },
    { name: 'ayarlar.json', text: `${JSON.stringify(chosen, null, 2)}\n` },
    ...logs,
  ]
}
