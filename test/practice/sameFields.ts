type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/**
 * Where an answer lacks a field that the vendor's real answer has, or has it of another type. A null or an empty
 * list on either side says nothing. @returns paths like `data.orders[].note`; empty when all is well
 */
export function missingFields(real: Json, practice: Json, path = ''): string[] {
  if (real === null || practice === null) return []
  if (Array.isArray(real)) {
    if (!Array.isArray(practice)) return [`${path}: no array`]
    // Rows of one kind have the same fields: each real one against each of ours.
    return [...new Set(real.flatMap((row) => practice.flatMap((own) => missingFields(row, own, `${path}[]`))))]
  }
  if (typeof real !== typeof practice) return [`${path}: ${typeof practice} instead of ${typeof real}`]
  if (typeof real !== 'object') return []
  if (Array.isArray(practice) || typeof practice !== 'object') return [`${path}: no object`]
  return Object.entries(real).flatMap(([key, value]) => {
    const own = practice[key]
    return own === undefined ? [`${path}.${key}: missing`] : missingFields(value, own, `${path}.${key}`)
  })
}
