import type { Language } from '../shared/settings.ts'

/** What the desktop door itself says: tray and dialogs. The screen's words are in `shared/i18n`. */
export interface Words {
  openBoard: string
  counts: (unseen: number, open: number) => string
  alarm: string
  slipsWaiting: (count: number) => string
  seenAll: string
  quit: string
  quitTitle: string
  quitDetail: string
  quitAnyway: string
  stay: string
  couldNotStart: string
  couldNotStartDetail: string
  provisionRefused: string
}

const tr: Words = {
  openBoard: 'Tezgahı aç',
  counts: (unseen, open) => `${unseen} görülmedi · ${open} açık`,
  alarm: 'Dikkat gerekiyor: bağlantı veya yazıcı',
  slipsWaiting: (count) => `${count} fiş yazdırılmayı bekliyor`,
  seenAll: 'Hepsi görüldü',
  quit: 'Çıkış',
  quitTitle: 'Tezgah kapatılsın mı?',
  quitDetail: 'Kapalıyken yeni paket haber verilmez. Bekleyen fişler yeniden açılınca sorulur.',
  quitAnyway: 'Yine de kapat',
  stay: 'Açık kalsın',
  couldNotStart: 'Tezgah başlatılamadı',
  couldNotStartDetail: 'Bilgisayarı yeniden başlatın. Sürerse günlük dosyasını destekle paylaşın:',
  provisionRefused: 'Kurulum dosyası okunamadı; ayarlar değişmedi.',
}

const en: Words = {
  openBoard: 'Open Tezgah',
  counts: (unseen, open) => `${unseen} not seen · ${open} open`,
  alarm: 'Needs attention: connection or printer',
  slipsWaiting: (count) => (count === 1 ? '1 slip is waiting to be printed' : `${count} slips are waiting to be printed`),
  seenAll: 'All seen',
  quit: 'Quit',
  quitTitle: 'Close Tezgah?',
  quitDetail: 'While it is closed nothing is announced. Waiting slips are asked about at the next start.',
  quitAnyway: 'Close anyway',
  stay: 'Keep open',
  couldNotStart: 'Tezgah could not start',
  couldNotStartDetail: 'Restart the computer. If it happens again, share the log file with support:',
  provisionRefused: 'The provisioning file could not be read; no setting was changed.',
}

const tables: Record<Language, Words> = { tr, en }

export const wordsOf = (language: Language): Words => tables[language]
