import { sections, type Section } from './sections.tsx'

/** One section of the components, and the way to the others. */
export function Gallery({ section }: { section: string }) {
  const chosen: Section = sections[section] ?? {}
  const here = new URLSearchParams(location.search)
  const addressOf = (name: string, value: string): string => {
    const next = new URLSearchParams(here)
    next.set(name, value)
    return `?${next.toString()}`
  }
  const choices = {
    section: Object.keys(sections),
    theme: ['light', 'dark', 'highContrast'],
    language: ['tr', 'en'],
    size: ['normal', 'large', 'largest'],
  }
  return (
    <main className="gallery">
      <nav className="gallery__nav">
        {Object.entries(choices).flatMap(([name, values]) =>
          values.map((value) => (
            <a key={`${name} ${value}`} className="chip" data-hue="slate" href={addressOf(name, value)}>
              {value}
            </a>
          )),
        )}
      </nav>
      {Object.entries(chosen).map(([name, Part]) => (
        <section key={name} className="gallery__part">
          <h2>{name}</h2>
          <Part />
        </section>
      ))}
    </main>
  )
}
