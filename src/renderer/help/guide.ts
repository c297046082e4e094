import { foldForSearch } from '../../shared/model/foldTurkish.ts'

/** A chapter of the guide: its title, and its text in Markdown. */
export interface GuideSection {
  title: string
  body: string
}

/** Apart at the second level of headings; what stands before the first one is the guide's introduction. Pure. */
export function guideSections(markdown: string): GuideSection[] {
  const [introduction = '', ...chapters] = markdown.split(/^## /m)
  const [, title = '', body = ''] = /^# (.*)\n([\s\S]*)$/.exec(introduction.trim()) ?? []
  const sections = chapters.map((chapter) => {
    const end = chapter.indexOf('\n')
    return { title: chapter.slice(0, end).trim(), body: chapter.slice(end).trim() }
  })
  return [{ title, body: body.trim() }, ...sections]
}

/** Chapters that have every word of the search, however it was typed; those with all of them in their title first. */
export function findInGuide(sections: readonly GuideSection[], search: string): GuideSection[] {
  const words = foldForSearch(search).split(/\s+/).filter(Boolean)
  const has = (text: string): boolean => words.every((word) => foldForSearch(text).includes(word))
  const found = sections.filter(({ title, body }) => has(`${title}\n${body}`))
  return [...found.filter(({ title }) => has(title)), ...found.filter(({ title }) => !has(title))]
}
