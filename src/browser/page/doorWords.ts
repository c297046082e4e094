/** The few words a page needs before, or without, the core that knows the shop's language. */
const words = {
  tr: {
    missing:
      'Bu tarayıcının Tezgah’a izni yok. Tezgah’ı açan pencerede yazan “Tezgah is open at …” adresini açın. O adres ' +
      'kullanıldıysa Tezgah’ı bu bilgisayarda bir kez daha başlatın: açık olanı kapatmadan yeni bir adres verir.',
    gone: 'Tezgah yanıt vermiyor: bu ekran eski olabilir. Bağlantı kendiliğinden yeniden denenecek; sürerse Tezgah’ı başlatın.',
  },
  en: {
    missing:
      'This browser has no permission for Tezgah. Open the address printed as “Tezgah is open at …”. If that address ' +
      'has been used, start Tezgah once more on this computer: it gives a fresh one and leaves the open one running.',
    gone: 'Tezgah does not answer: what you see may be old. It keeps trying by itself; if this stays, start Tezgah.',
  },
} as const

/** @param language of the page or the browser, e.g. `en-GB`; anything but English gets Turkish. */
export const doorWords = (language: string): (typeof words)['tr' | 'en'] =>
  language.toLowerCase().startsWith('en') ? words.en : words.tr
