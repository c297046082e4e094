import type { TextSize } from '../../shared/settings/settings.ts'

/** The least width of a tile and its height, px. */
export interface TileSize {
  widthPx: number
  heightPx: number
}

/** How the rail's tiles stand: `dense` is for many of them. */
export type TileDensity = 'roomy' | 'dense'

/** At 1366 px five roomy or six dense ones of the usual size stand side by side. */
export const tileSizes: Readonly<Record<TextSize, Record<TileDensity, TileSize>>> = {
  normal: { roomy: { widthPx: 226, heightPx: 124 }, dense: { widthPx: 190, heightPx: 98 } },
  large: { roomy: { widthPx: 262, heightPx: 152 }, dense: { widthPx: 230, heightPx: 122 } },
  largest: { roomy: { widthPx: 336, heightPx: 184 }, dense: { widthPx: 336, heightPx: 184 } },
}

/** Between two tiles, px. */
export const TILE_GAP = 6
/** Above and below the tiles, and the line under them, px; `rail.css` has the same. */
export const RAIL_EDGES = 17

/** How much of the page the tiles may take, and what they never take more of, px. */
const MOST_SHARE = 0.68
const MOST_PX = 560

/** So many orders make the tiles dense. */
const MANY = 10
/** So few make them roomy again. */
const FEW = 6

/** What the rail has to stand in. */
export interface RailRoom {
  sizes: Record<TileDensity, TileSize>
  /** What the tiles may take at most, px. */
  mostPx: number
  /** Of the row that is always there, with its edges, px. */
  leastPx: number
  /** There is room for one row of dense tiles alone: the head stands in two columns. */
  isFlat: boolean
}

const HEAD_PX = 150

/** @param pageHeightPx of what is seen of the page; 0: not known yet. Pure. */
export function railRoom(textSize: TextSize, pageHeightPx: number): RailRoom {
  const sizes = tileSizes[textSize]
  const mostPx = pageHeightPx === 0 ? MOST_PX : Math.min(MOST_PX, pageHeightPx * MOST_SHARE)
  const isOneRow = rowsIn(mostPx, sizes.dense) < 2
  const isFlat = isOneRow && sizes.dense.heightPx < HEAD_PX
  return { sizes, mostPx, leastPx: sizes[isOneRow ? 'dense' : 'roomy'].heightPx + RAIL_EDGES, isFlat }
}

/** Whole rows that stand in so much height, one at least. Pure. */
export const rowsIn = (mostPx: number, { heightPx }: TileSize): number =>
  Math.max(1, Math.floor((mostPx - RAIL_EDGES + TILE_GAP) / (heightPx + TILE_GAP)))

/**
 * Dense as soon as there are many, or more than stand in view; roomy again when there are clearly fewer. Pure.
 *
 * @param roomyCount how many roomy tiles stand in view
 */
export function densityFor(before: TileDensity, count: number, roomyCount: number): TileDensity {
  if (count >= MANY || count > roomyCount) return 'dense'
  return before === 'dense' && count > Math.min(FEW, roomyCount - 2) ? 'dense' : 'roomy'
}
