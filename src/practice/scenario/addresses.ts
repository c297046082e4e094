/** Real quarters and streets of Kadıköy and its neighbours, invented doors. Degrees are of the quarter. */

interface Quarter {
  name: string
  district: string
  latitude: number
  longitude: number
  streets: readonly string[]
}

export const quarters: readonly Quarter[] = [
  {
    name: 'Caferağa',
    district: 'Kadıköy',
    latitude: 40.9869,
    longitude: 29.0246,
    streets: ['Moda Cad.', 'Dr. Esat Işık Cad.', 'Şair Nefi Sok.', 'Güneşlibahçe Sok.'],
  },
  {
    name: 'Osmanağa',
    district: 'Kadıköy',
    latitude: 40.9903,
    longitude: 29.0288,
    streets: ['Söğütlüçeşme Cad.', 'Yoğurtçu Çayırı Cad.', 'Nüzhet Efendi Sok.'],
  },
  {
    name: 'Fenerbahçe',
    district: 'Kadıköy',
    latitude: 40.9709,
    longitude: 29.0403,
    streets: ['Fener Kalamış Cad.', 'Itri Dede Sok.', 'İğrip Sok.'],
  },
  {
    name: 'Göztepe',
    district: 'Kadıköy',
    latitude: 40.9787,
    longitude: 29.0637,
    streets: ['Tütüncü Mehmet Efendi Cad.', 'Ömerpaşa Sok.', 'Fahrettin Kerim Gökay Cad.'],
  },
  {
    name: 'Koşuyolu',
    district: 'Kadıköy',
    latitude: 41.0083,
    longitude: 29.0357,
    streets: ['Koşuyolu Cad.', 'Mahmut Yesari Sok.', 'Ali Nazime Sok.'],
  },
  {
    name: 'Hasanpaşa',
    district: 'Kadıköy',
    latitude: 40.9958,
    longitude: 29.0414,
    streets: ['Kurbağalıdere Cad.', 'Uzunçayır Cad.', 'Fatih Sok.'],
  },
  {
    name: 'Altunizade',
    district: 'Üsküdar',
    latitude: 41.0213,
    longitude: 29.0457,
    streets: ['Kısıklı Cad.', 'Tophanelioğlu Cad.', 'Ord. Prof. Fahrettin Kerim Gökay Cad.'],
  },
  {
    name: 'Küçükyalı',
    district: 'Maltepe',
    latitude: 40.9477,
    longitude: 29.1138,
    streets: ['Bağdat Cad.', 'Çınardere Sok.', 'İnönü Cad.'],
  },
]

export const headers = ['Ev', 'Ev', 'Ev', 'İş', 'Annemler', 'Yazlık', 'Ofis'] as const

export const directions = [
  'Mavi kapı, zil bozuk: gelince arayın.',
  'Eczanenin yan aralığından girin, bahçe kapısı açık.',
  'A Blok; güvenliğe "12 numara" demeniz yeterli, otoparktan asansöre binin.',
  'Şok market ile fırın arasındaki sokak. Sokağa araç girmiyor, motoru köşeye bırakıp 40 metre yürüyün; soldaki üçüncü ' +
    'apartman (dış cephesi sarı). Kapı şifresi 4471#. Asansör çalışmıyor, 5. kata merdivenle çıkılıyor, yorulursanız ' +
    'arayın ben inerim. Köpek var ama bağlı, korkmayın.',
  'Site girişinde plaka söyleniyor: 34 ÇĞI 123 yazdırın. D kapısı, üçüncü giriş, çıkmaz sokağın sonu.',
  'Camii karşısı, berberin üstü.',
  'Kargo girişi arka tarafta, danışmaya bırakabilirsiniz.',
] as const
