/** Files of `content/` -> the frozen library and every fault that stands in the way of it. Pure: tests and the preview feed it strings. */
import type { Flow } from '../core/flow.ts'
import {
  type Card,
  type Helplines,
  type Library,
  languageOf,
  type SectionId,
  type Shelf,
  type Source,
  sectionIds,
  type Verdict,
} from '../core/library.ts'
import { type ArticlePage, type ArticleRead, readArticle } from './article.ts'
import { type Asks, finding } from './ask/ask.ts'
import type { Alike } from './ask/features.ts'
import type { Often } from './ask/rank.ts'
import { readAlike, readAsks, readOften } from './ask/read.ts'
import { type CardPage, readCard } from './card.ts'
import { didYouMean, type Fault, inOrder, isUnread } from './fault.ts'
import { type FlowPage, readFlow } from './flow-parse.ts'
import { freeze } from './freeze.ts'
import { type HelplinesRead, readHelplines } from './helplines.ts'
import { isLanguage, languageFor } from './locales.ts'
import { type Page, readPage, shapeless, type TextFile } from './page.ts'
import { readSources, type SourcesRead } from './sources.ts'
import { fillFaults, readWords, translationFaults, type WordsPage } from './words.ts'

/** One language's pages as they were written, without what falls back to English. */
export interface LanguagePages {
  readonly language: string
  /** Its words cannot be read, so that nothing which rests on them was looked at. */
  readonly unread: boolean
  readonly words: WordsPage
  readonly cards: ReadonlyMap<string, CardPage>
  readonly flows: ReadonlyMap<string, FlowPage>
  readonly article?: ArticlePage
  /** Invented questions, which teach `/ask` what people mean. */
  readonly asks: Asks
  readonly alike: Alike
  readonly often: Often
}

/** The library, its faults, and the pages with their lines for those who look closer. */
export interface Content {
  readonly library: Library
  readonly faults: readonly Fault[]
  /** English first. */
  readonly pages: readonly LanguagePages[]
  readonly sources: SourcesRead
  readonly helplines: HelplinesRead
  readonly files: readonly TextFile[]
}

const kinds = ['mechanisms', 'flows'] as const
/** Files of which a language has one. */
const single = ['words.yml', 'article.md', 'alike.yml', 'often.yml'] as const
const shared = ['sources.json', 'helplines.json', 'README.md'] as const

/** Reads everything; a page with a fault is left out of the library, the rest stands. */
export function parse(written: readonly TextFile[]): Content {
  const files = written
    .filter((file) => strangeFile(file).length === 0)
    .map(({ path, text }) => ({ path, text: text.replace(/^\uFEFF/, '') }))
  const faults: Fault[] = [...files.flatMap(unreadable), ...written.flatMap(strangeFile), ...strangeFolders(written)]
  const at = (path: string, say: string): TextFile | undefined => {
    const found = files.find((file) => file.path === path)
    if (!found) faults.push({ file: path, line: 1, rule: 'files', say })
    return found && isReadable(found) ? found : undefined
  }

  const sources = readSources(at('sources.json', 'there are no sources'))
  const helplines = readHelplines(at('helplines.json', 'there are no help lines'))
  faults.push(...sources.faults, ...helplines.faults)

  // "es" comes before "es-ES", which falls back to it.
  const others = [...foldersOf(files).keys()].filter((name) => isLanguage(name) && name !== 'en').toSorted()
  const english = readLanguage('en', files, sources.keys, at('en/words.yml', 'there are no English words'))
  faults.push(...english.faults)
  const pages = [english.pages]
  for (const name of others) {
    const path = `${name}/words.yml`
    const found = files.find((file) => file.path === path)
    const words = !found || isReadable(found) ? (found ?? { path, text: '' }) : undefined
    const base = pages.find(({ language }) => language === languageOf(name))
    const read = readLanguage(name, files, sources.keys, words, english.pages, base)
    faults.push(...read.faults)
    pages.push(read.pages)
  }

  const library = shelve(pages, sources.sources, helplines.helplines)
  return { library, faults: inOrder(faults), pages, sources, helplines, files }
}

/** Reads one language; without a file of words nothing else of it is looked at. */
function readLanguage(
  name: string,
  files: readonly TextFile[],
  sources: ReadonlySet<string> | undefined,
  wordsFile: TextFile | undefined,
  english?: LanguagePages,
  base = english,
): { readonly pages: LanguagePages; readonly faults: readonly Fault[] } {
  const words = readWords(wordsFile ?? { path: `${name}/words.yml`, text: '' })
  const faults: Fault[] = [...words.faults]
  const unread = !wordsFile || english?.unread || isUnread(words.faults)
  const headings = english || unread ? [] : headingFaults(words)
  // Without the words every line of every page would seem wrong.
  if (unread || headings.length > 0)
    return { pages: { ...nothingOf(name), words, unread: true }, faults: [...faults, ...headings] }
  faults.push(...fillFaults(words))
  if (english) faults.push(...translationFaults(english.words, words))
  const heading = (id: SectionId): string => {
    const key = `card.sections.${id}`
    return words.words[key] ?? base?.words.words[key] ?? english?.words.words[key] ?? id
  }
  const known = { sources, heading }

  const cards = new Map<string, CardPage>()
  for (const { file, id } of pagesIn(files, `${name}/mechanisms/`)) {
    const original = english?.cards.get(id)
    if (english && !original) {
      faults.push(...strayTranslation(files, file.path, id))
      continue
    }
    const { page, faults: misshapen } = take(file)
    faults.push(...misshapen)
    if (!page) continue
    const read = readCard(page, file.text, name, id, known, original?.card)
    faults.push(...read.faults)
    if (read.page) cards.set(id, read.page)
  }

  const flows = new Map<string, FlowPage>()
  for (const { file, id } of pagesIn(files, `${name}/flows/`)) {
    const original = english?.flows.get(id)
    if (english && !original) {
      faults.push(...strayTranslation(files, file.path, id))
      continue
    }
    const { page, faults: misshapen } = take(file)
    faults.push(...misshapen)
    if (!page) continue
    const read = readFlow(page, file.text, name, id, known.sources, original?.flow)
    faults.push(...read.faults)
    if (read.page) flows.set(id, read.page)
  }

  const article = articleIn(name, files, words, known.sources, english, base)
  faults.push(...article.faults)
  const { page } = article

  const readable = files.filter(isReadable)
  const asked = readable.filter(({ path }) => path.startsWith(`${name}/asks/`) && path.endsWith('.txt'))
  // By the names of the files, so that a card with a fault is not missing elsewhere, too.
  const ids = new Set(pagesIn(files, 'en/mechanisms/').map(({ id }) => id))
  const one = (path: string) => readable.find((file) => file.path === path) ?? { path, text: '' }
  const { asks, faults: askFaults } = readAsks(asked, ids)
  const { alike, faults: alikeFaults } = readAlike(one(`${name}/alike.yml`))
  const { often, faults: oftenFaults } = readOften(one(`${name}/often.yml`), ids)
  faults.push(...askFaults, ...alikeFaults, ...oftenFaults)
  const taught = { asks, alike, often }
  return {
    pages: { language: name, unread: false, words, cards, flows, ...(page ? { article: page } : {}), ...taught },
    faults,
  }
}

const nothingOf = (language: string): Omit<LanguagePages, 'words' | 'unread'> => ({
  language,
  cards: new Map(),
  flows: new Map(),
  asks: new Map(),
  alike: new Map(),
  often: new Map(),
})

function articleIn(
  name: string,
  files: readonly TextFile[],
  { words }: WordsPage,
  sources: ReadonlySet<string> | undefined,
  english?: LanguagePages,
  base = english,
): ArticleRead {
  const file = files.find(({ path }) => path === `${name}/article.md`)
  if (!file) return { faults: [] }
  if (english && !english.article) return { faults: strayTranslation(files, file.path, '') }
  const { page, faults } = take(file)
  if (!page) return { faults }
  const verdict = (id: Verdict): string => {
    const key = `article.verdicts.${id}`
    return words[key] ?? base?.words.words[key] ?? english?.words.words[key] ?? id
  }
  return readArticle(page, file.text, name, { sources, verdict }, english?.article?.article)
}

const pagesIn = (files: readonly TextFile[], folder: string): readonly { file: TextFile; id: string }[] =>
  files
    .filter(({ path }) => path.startsWith(folder) && path.endsWith('.md'))
    .map((file) => ({ file, id: file.path.slice(folder.length, -'.md'.length) }))

/** A translation of nothing. Where the English page is there and has faults, those are enough. */
function strayTranslation(files: readonly TextFile[], file: string, id: string): readonly Fault[] {
  const english = file.replace(/^[^/]+/, 'en')
  if (files.some(({ path }) => path === english)) return []
  const known = pagesIn(files, english.slice(0, english.lastIndexOf('/') + 1)).map((page) => page.id)
  return [{ file, line: 1, rule: 'translation', say: 'there is no such English page', ...didYouMean(id, known) }]
}

const headingFaults = (words: WordsPage): readonly Fault[] =>
  sectionIds
    .filter((id) => words.words[`card.sections.${id}`] === undefined)
    .map((id) => ({
      file: words.file,
      line: words.lines.get('card.sections.what') ?? 1,
      rule: 'words',
      say: `"card.sections.${id}" is missing: the heading of that section`,
    }))

/** What a language does not have comes from the language of its region, such as `es` for `es-ES`, and then from English. */
function shelve(pages: readonly LanguagePages[], sources: ReadonlyMap<string, Source>, helplines: Helplines): Library {
  const english = pages[0]
  const shelves = new Map<string, Shelf>()
  for (const { language: name, words, ...own } of pages) {
    const base = pages.find(({ language }) => language !== name && language === languageOf(name)) ?? english
    const cards = new Map<string, Card>()
    for (const [id, page] of english?.cards ?? [])
      cards.set(id, (own.cards.get(id) ?? base?.cards.get(id) ?? page).card)
    const flows = new Map<string, Flow>()
    for (const [id, page] of english?.flows ?? [])
      flows.set(id, (own.flows.get(id) ?? base?.flows.get(id) ?? page).flow)
    const all = { ...english?.words.words, ...base?.words.words, ...words.words }
    const article = (own.article ?? base?.article ?? english?.article)?.article
    const taught = [own, base].find((one) => (one?.asks.size ?? 0) > 0) ?? english ?? own
    // A language without cards and questions of its own shares the index of what it falls back to.
    const shared = own.cards.size === 0 && own.asks.size === 0 ? shelves.get(base?.language ?? '') : undefined
    const { find, titled, ask } = shared ?? finding(cards, taught.asks, taught.alike, taught.often)
    const found = { find, titled, ask }
    shelves.set(name, { language: name, words: all, cards, flows, ...(article ? { article } : {}), ...found })
  }
  return freeze({ shelves, sources, helplines })
}

/** A file of which nothing can be read. */
function unreadable({ path: file, text }: TextFile): readonly Fault[] {
  const fault = (line: number, say: string, hint: string): readonly Fault[] => [
    { file, line, rule: 'syntax', say, try: hint },
  ]
  const bad = text.search(/[\uFFFD\0]/)
  if (bad >= 0)
    return fault(
      text.slice(0, bad).split('\n').length,
      'the file is not saved as UTF-8, so its letters cannot be read',
      'save it again with the encoding UTF-8',
    )
  return text.trim() === '' ? fault(1, 'the file is empty', 'write it, or delete the file') : []
}

const isReadable = (file: TextFile): boolean => unreadable(file).length === 0

/** The page that a file is, or what is wrong where it is none; that it cannot be read was told before. */
function take(file: TextFile): { readonly page?: Page; readonly faults: readonly Fault[] } {
  if (!isReadable(file)) return { faults: [] }
  const fault = shapeless(file)
  return fault ? { faults: [fault] } : { page: readPage(file), faults: [] }
}

/** The top folders, each with the file in it that comes first. */
function foldersOf(files: readonly TextFile[]): ReadonlyMap<string, string> {
  const folders = new Map<string, string>()
  for (const { path } of files) {
    const [top = '', ...deeper] = path.split('/')
    if (deeper.length > 0 && !folders.has(top)) folders.set(top, path)
  }
  return folders
}

/** A folder is told once, however many files it holds. */
function strangeFolders(files: readonly TextFile[]): readonly Fault[] {
  const folders = foldersOf(files)
  return [...folders].flatMap(([name, file]): readonly Fault[] => {
    const own = languageOf(name)
    const at = { file, line: 1, rule: 'files' }
    if (own !== name && folders.has(own) && isLanguage(own))
      return [
        {
          ...at,
          say: `"${name}" is a second folder of one language`,
          try: `there is already a folder ${own}; put it there`,
        },
      ]
    if (isLanguage(name)) return []
    return [{ ...at, say: `"${name}" is not a language Discord knows`, try: languageFor(name) }]
  })
}

/** A file that nothing reads is most often one with a misspelt folder or name. */
function strangeFile({ path }: TextFile): readonly Fault[] {
  const [top = '', folder = '', name = '', ...deeper] = path.split('/')
  const fault = (say: string, hint: { readonly try?: string }): readonly Fault[] => [
    { file: path, line: 1, rule: 'files', say, ...hint },
  ]
  if (folder === '')
    return shared.some((one) => one === top) ? [] : fault('nothing reads this file', didYouMean(top, shared))
  if (!isLanguage(top)) return []
  if (name === '')
    return single.some((one) => one === folder) ? [] : fault('nothing reads this file', didYouMean(folder, single))
  if (folder !== 'asks' && !kinds.some((kind) => kind === folder))
    return fault(`nothing reads the folder "${folder}"`, didYouMean(folder, [...kinds, 'asks']))
  const end = folder === 'asks' ? '.txt' : '.md'
  const last = deeper.at(-1) ?? name
  const right = rightName(last) + end
  if (deeper.length > 0)
    return fault('nothing reads a folder inside this folder', { try: `put the file into ${top}/${folder} as ${right}` })
  return name === right ? [] : fault('nothing reads a file of this name', { try: `name it ${right}` })
}

/** A file's name as it should be, without its end. */
const rightName = (name: string): string =>
  name
    .replace(/\.(md|markdown|mdx|txt|text)(\.txt)?$/i, '')
    .normalize('NFKD')
    .replace(/\p{M}|['’]/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
