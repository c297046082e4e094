import { formatKurus } from '../../shared/model/money.ts'

/** `₺1.234,50` in both languages: it is a Turkish bill. @param kurus integer kuruş */
export const formatLira = (kurus: number): string => (kurus < 0 ? `-₺${formatKurus(-kurus)}` : `₺${formatKurus(kurus)}`)
