/** The card of "Kardeşler Kebap & Pide". Prices in kuruş. */

export interface Extra {
  title: string
  priceKurus: number
}

export interface Dish {
  title: string
  category: string
  priceKurus: number
  /** One of these is chosen (portion, dough, doneness). */
  choices?: readonly Extra[]
  /** Any of these may be added. */
  extras?: readonly Extra[]
  /** What a guest may ask to leave out. */
  ingredients?: readonly string[]
  notes?: readonly string[]
  /** Sold by the kilo: quantities like 0.375. */
  isByWeight?: boolean
  /** A menu: one dish of each list. */
  content?: readonly (readonly string[])[]
}

const portions: readonly Extra[] = [
  { title: '1 Porsiyon', priceKurus: 0 },
  { title: '1,5 Porsiyon', priceKurus: 14_500 },
  { title: 'Çift Lavaş', priceKurus: 3500 },
]
const kebabExtras: readonly Extra[] = [
  { title: 'Közlenmiş Biber', priceKurus: 2500 },
  { title: 'Ekstra Lavaş', priceKurus: 1500 },
  { title: 'Süzme Yoğurt', priceKurus: 4000 },
  { title: 'Şalgam Sosu', priceKurus: 0 },
]
const pideExtras: readonly Extra[] = [
  { title: 'Ekstra Kaşar', priceKurus: 4500 },
  { title: 'Üzerine Yumurta', priceKurus: 2500 },
  { title: 'Tereyağlı', priceKurus: 2000 },
]
const kebabOut = ['Soğan', 'Maydanoz', 'Sumak', 'Domates', 'Acı Biber'] as const
const spicy = [
  { title: 'Acılı', priceKurus: 0 },
  { title: 'Acısız', priceKurus: 0 },
  { title: 'Az Acılı', priceKurus: 0 },
] as const

const kebabs: readonly Dish[] = [
  {
    title: 'Adana Kebap',
    category: 'Kebaplar',
    priceKurus: 38_500,
    choices: portions,
    extras: kebabExtras,
    ingredients: kebabOut,
    notes: ['çok pişmiş olsun', 'lavaş ayrı konulsun'],
  },
  {
    title: 'Urfa Kebap',
    category: 'Kebaplar',
    priceKurus: 38_500,
    choices: portions,
    extras: kebabExtras,
    ingredients: kebabOut,
    notes: ['çocuk için, acısız lütfen'],
  },
  {
    title: 'İskender',
    category: 'Kebaplar',
    priceKurus: 42_000,
    choices: portions,
    ingredients: ['Domates Sosu', 'Tereyağı', 'Yoğurt'],
    notes: ['yoğurdu ayrı kaba koyun', 'sos bol olsun'],
  },
  {
    title: 'Beyti Sarma',
    category: 'Kebaplar',
    priceKurus: 43_500,
    extras: kebabExtras,
    ingredients: ['Sarımsaklı Yoğurt', 'Soğan'],
  },
  {
    title: 'Çöp Şiş',
    category: 'Izgaralar',
    priceKurus: 36_000,
    choices: portions,
    extras: kebabExtras,
    ingredients: kebabOut,
  },
  {
    title: 'Kuzu Pirzola',
    category: 'Izgaralar',
    priceKurus: 56_000,
    choices: [
      { title: 'Az Pişmiş', priceKurus: 0 },
      { title: 'Orta', priceKurus: 0 },
      { title: 'İyi Pişmiş', priceKurus: 0 },
    ],
    ingredients: ['Kekik'],
  },
  {
    title: 'Kömürde Köfte',
    category: 'Izgaralar',
    priceKurus: 31_000,
    choices: portions,
    extras: kebabExtras,
    ingredients: kebabOut,
    notes: ['ekmek arası gibi paketleyin'],
  },
  {
    title: 'Tavuk Şiş Dürüm',
    category: 'Dürümler',
    priceKurus: 19_500,
    choices: spicy,
    extras: kebabExtras,
    ingredients: ['Soğan', 'Marul', 'Turşu', 'Mayonez'],
  },
  { title: 'Ciğer Dürüm', category: 'Dürümler', priceKurus: 21_000, choices: spicy, ingredients: ['Soğan', 'Sumak'] },
  {
    title: 'Kuzu Tandır (kg)',
    category: 'Tandır',
    priceKurus: 162_000,
    isByWeight: true,
    notes: ['yağsız yerinden', 'kemiksiz olsun'],
  },
]

const ovens: readonly Dish[] = [
  {
    title: 'Lahmacun',
    category: 'Lahmacun',
    priceKurus: 9500,
    choices: spicy,
    ingredients: ['Soğan', 'Maydanoz'],
    notes: ['çıtır çıtır olsun', 'limon bol olsun'],
  },
  {
    title: 'Kıymalı Pide',
    category: 'Pideler',
    priceKurus: 24_500,
    extras: pideExtras,
    ingredients: ['Yeşil Biber', 'Soğan'],
  },
  {
    title: 'Kuşbaşılı Kaşarlı Pide',
    category: 'Pideler',
    priceKurus: 29_500,
    extras: pideExtras,
    ingredients: ['Yeşil Biber', 'Domates'],
    notes: ['sekiz dilime kesin'],
  },
  {
    title: 'Sucuklu Yumurtalı Pide',
    category: 'Pideler',
    priceKurus: 26_500,
    extras: pideExtras,
    ingredients: ['Yeşil Biber'],
  },
  {
    title: 'Karadeniz Pidesi',
    category: 'Pideler',
    priceKurus: 28_000,
    extras: pideExtras,
    choices: [
      { title: 'Kapalı', priceKurus: 0 },
      { title: 'Açık', priceKurus: 0 },
    ],
  },
]

const sides: readonly Dish[] = [
  {
    title: 'Mercimek Çorbası',
    category: 'Çorbalar',
    priceKurus: 9000,
    extras: [{ title: 'Kıtır Ekmek', priceKurus: 1000 }],
    ingredients: ['Nane', 'Tereyağı'],
    notes: ['limon koymayı unutmayın'],
  },
  { title: 'Ezogelin Çorbası', category: 'Çorbalar', priceKurus: 9000, ingredients: ['Acı Biber'] },
  {
    title: 'Gavurdağı Salatası',
    category: 'Salatalar',
    priceKurus: 14_500,
    ingredients: ['Ceviz', 'Nar Ekşisi', 'Soğan'],
  },
  { title: 'Çiğ Köfte (kg)', category: 'Mezeler', priceKurus: 38_000, isByWeight: true, choices: spicy },
  { title: 'Haydari', category: 'Mezeler', priceKurus: 11_000 },
  {
    title: 'Künefe',
    category: 'Tatlılar',
    priceKurus: 19_500,
    extras: [
      { title: 'Dondurma', priceKurus: 4500 },
      { title: 'Kaymak', priceKurus: 5000 },
    ],
    ingredients: ['Antep Fıstığı'],
    notes: ['sıcak gelsin lütfen'],
  },
  {
    title: 'Fıstıklı Baklava (kg)',
    category: 'Tatlılar',
    priceKurus: 98_000,
    isByWeight: true,
    notes: ['hediye paketi olsun'],
  },
  { title: 'Sütlaç', category: 'Tatlılar', priceKurus: 11_500, ingredients: ['Tarçın'] },
]

const drinks: readonly Dish[] = [
  {
    title: 'Açık Ayran',
    category: 'İçecekler',
    priceKurus: 4500,
    choices: [
      { title: 'Küçük', priceKurus: 0 },
      { title: 'Büyük', priceKurus: 1500 },
    ],
  },
  { title: 'Şalgam Suyu', category: 'İçecekler', priceKurus: 5000, choices: spicy },
  {
    title: 'Kola (33 cl.)',
    category: 'İçecekler',
    priceKurus: 6000,
    choices: [
      { title: 'Normal', priceKurus: 0 },
      { title: 'Şekersiz', priceKurus: 0 },
    ],
  },
  {
    title: 'Maden Suyu',
    category: 'İçecekler',
    priceKurus: 3500,
    choices: [
      { title: 'Sade', priceKurus: 0 },
      { title: 'Limonlu', priceKurus: 500 },
    ],
  },
  { title: 'Su (50 cl.)', category: 'İçecekler', priceKurus: 1500 },
]

const menus: readonly Dish[] = [
  {
    title: 'Kebap Keyfi Menüsü',
    category: 'Menüler',
    priceKurus: 47_500,
    content: [
      ['Adana Kebap', 'Urfa Kebap', 'Çöp Şiş'],
      ['Mercimek Çorbası', 'Ezogelin Çorbası'],
      ['Açık Ayran', 'Şalgam Suyu', 'Kola (33 cl.)'],
    ],
  },
  {
    title: '3’lü Lahmacun Menü',
    category: 'Menüler',
    priceKurus: 31_500,
    content: [['Lahmacun'], ['Gavurdağı Salatası'], ['Açık Ayran', 'Kola (33 cl.)']],
  },
  {
    title: 'Öğrenci Menüsü',
    category: 'Menüler',
    priceKurus: 24_000,
    content: [
      ['Tavuk Şiş Dürüm', 'Ciğer Dürüm'],
      ['Açık Ayran', 'Maden Suyu'],
    ],
  },
  {
    title: 'Aile Pide Menüsü (4 Kişilik)',
    category: 'Menüler',
    priceKurus: 112_000,
    content: [
      ['Kıymalı Pide'],
      ['Kuşbaşılı Kaşarlı Pide', 'Karadeniz Pidesi'],
      ['Künefe', 'Sütlaç'],
      ['Kola (33 cl.)'],
    ],
  },
]

export const mains: readonly Dish[] = [...kebabs, ...ovens]
export const extrasOfTable: readonly Dish[] = [...sides, ...drinks]
export const setMenus = menus

const byTitle = new Map([...mains, ...extrasOfTable].map((dish) => [dish.title, dish]))

/** @throws on a title that is not on the card: a mistake in this file */
export function dishNamed(title: string): Dish {
  const dish = byTitle.get(title)
  if (dish === undefined) throw new Error(`${title} is not on the card`)
  return dish
}
