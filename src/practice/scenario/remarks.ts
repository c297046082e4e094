export const customerNotes = [
  'Zili çalmayın, bebek uyuyor. Gelince mesaj atın.',
  'Kapıda ₺500 bozuk olsun lütfen.',
  'Çatal bıçak istemiyorum.',
  'Servis açın: 4 kişilik tabak, çatal, bıçak ve bol peçete. Geçen sefer ayranlar dökülmüştü, lütfen ayrı poşete koyun; ' +
    'çorbaların kapağını da bantlarsanız çok sevinirim. Teşekkürler, elinize sağlık 🙏',
  'Acı sos ayrı olsun, çocuklar yiyecek.',
  'Lütfen sıcak gelsin…',
  'Apartman kapısı 7/24 açık, direkt yukarı çıkın.',
  'Doğum günü var, üstüne mum koyabilir misiniz? 🎂',
  'Fişi poşete koymayın, sürpriz.',
  'GLUTEN ALERJİSİ VAR! Lütfen dikkat.',
] as const

export const cancelReasons = [
  'Müşteri vazgeçti',
  'Adrese ulaşılamıyor',
  'Ürün kalmadı',
  'Mükerrer sipariş',
  'Teslimat süresi uzun',
] as const

export const lineCancelReasons = ['Ürün kalmadı', 'Müşteri istemedi'] as const

export const lateNotes = [
  'EK NOT: kapıcıya bırakabilirsiniz.',
  'EK NOT: 2 ekmek fazla olsun.',
  'EK NOT: zil çalışmıyor, arayın.',
] as const
