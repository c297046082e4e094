/** Invented people; every Turkish letter is somewhere among them, circumflexes too. */

export const firstNames = [
  'Ahmet', 'Ayşe', 'Çağla', 'Çetin', 'Doğukan', 'Elif', 'Emine', 'Ferit', 'Gökçe', 'Gülşah', 'Hâkan', 'Işıl', 'Irmak',
  'İbrahim', 'İlknur', 'Kâmil', 'Leylâ', 'Mert', 'Müjgân', 'Nâzım', 'Nurgül', 'Oğuz', 'Ömer', 'Özlem', 'Pınar',
  'Rüya', 'Şebnem', 'Şükrü', 'Tuğba', 'Ümit', 'Yağmur', 'Yiğit', 'Zeynep', 'Züleyha',
] as const

export const surnames = [
  'Aydın', 'Ağaoğlu', 'Bayrak', 'Çelikkıran', 'Çiçekdağ', 'Demirağ', 'Doğru', 'Erkılıç', 'Fındıkçı', 'Güngör',
  'Hacıhasanoğlu', 'Işıkçı', 'İnce', 'Karagöz', 'Kılıçaslangil', 'Küçükkömürcü', 'Öztürk', 'Özgür', 'Pehlivanoğlu',
  'Sağlam', 'Şahin', 'Şimşek', 'Taşçı', 'Uğurlu', 'Ünal', 'Üzümcü', 'Yıldız', 'Yüğrük', 'Zengingönül',
] as const

export const couriers = ['Hüseyin A.', 'Uğur K.', 'Çağrı Ş.', 'Ramazan İ.', 'Sıla Ö.'] as const

export const companies = ['Göztepe Diş Kliniği', 'Işık Muhasebe Ltd. Şti.', 'Çınar Mimarlık', 'Bağdat Cad. Şubesi - 3. kat'] as const
