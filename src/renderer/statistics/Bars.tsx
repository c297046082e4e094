import { useEffect, useRef } from 'react'
import uPlot from 'uplot'

interface BarsProps {
  /** For people who do not see it; the table beside it has the figures. */
  label: string
  names: readonly string[]
  values: readonly number[]
}

const HEIGHT = 220

const barPaths = uPlot.paths.bars?.({ size: [0.7, 60] }) ?? (() => null)

/** A bar for each name. Drawn on a canvas, as wide as its place, in the colours that the page has when it is mounted. */
export function Bars({ label, names, values }: BarsProps) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const box = place.current
    if (box === null) return undefined
    const style = getComputedStyle(box)
    const colour = (name: string): string => style.getPropertyValue(name).trim()
    const axis = { stroke: colour('--ink-2'), font: `14px ${style.fontFamily}`, grid: { show: false } }
    const plot = new uPlot(
      {
        width: box.clientWidth,
        height: HEIGHT,
        legend: { show: false },
        cursor: { show: false },
        scales: {
          x: { time: false, range: () => [-0.6, names.length - 0.4] },
          y: { range: (_, __, most) => [0, Math.max(4, most * 1.1)] },
        },
        axes: [
          {
            ...axis,
            values: (_, places) => places.map((at) => (Number.isInteger(at) ? (names[at] ?? '') : '')),
            space: 64,
          },
          { ...axis, grid: { stroke: colour('--line'), width: 1 }, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] },
        ],
        series: [
          {},
          {
            stroke: colour('--ask'),
            fill: colour('--ask'),
            paths: barPaths,
            points: { show: false },
          },
        ],
      },
      [names.map((_, index) => index), [...values]],
      box,
    )
    const watcher = new ResizeObserver(() => plot.setSize({ width: box.clientWidth, height: HEIGHT }))
    watcher.observe(box)
    return () => {
      watcher.disconnect()
      plot.destroy()
    }
  }, [names, values])
  return <div ref={place} className="bars" role="img" aria-label={label} />
}
