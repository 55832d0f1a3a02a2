/**
 * Compiles patterns written in a small readable notation and finds all of them in one pass over the words of a message.
 *
 * Notation: words as one would type them; `<name>` a word list; `(a | b c)` one of these; `[a]` may be missing; `..3` up to three
 * other words, none of them a negation, within the sentence; `kill*` any word that begins so; `.` the end of a sentence.
 *
 * Each pattern becomes a position automaton (V. M. Glushkov, 1961): no step backwards, so the work is at most words times
 * positions whatever the text.
 */
import { tokenise } from './normalise.ts'

/** Where a pattern was found: words `from` up to, not including, `to`. */
export interface Found<Of> {
  readonly of: Of
  readonly from: number
  readonly to: number
}

/** One way to write a pattern, and what it belongs to. `lists` are the word lists its `<name>`s refer to. */
export interface Form<Of> {
  readonly of: Of
  readonly text: string
  readonly lists: Readonly<Record<string, string>>
}

export interface Matcher<Of> {
  /** `blocked[i]` says that word i may not be passed over by a gap. The count of steps is what a test bounds. */
  find(words: readonly string[], blocked: readonly boolean[]): { found: Found<Of>[]; steps: number }
  /** Every word that a pattern names in full. */
  has(word: string): boolean
}

type Node =
  | { kind: 'symbol'; symbol: number }
  | { kind: 'gap'; words: number }
  | { kind: 'row'; nodes: Node[] }
  | { kind: 'choice'; nodes: Node[] }
  | { kind: 'maybe'; node: Node }

/** A position where a form begins. */
interface Start {
  readonly position: number
  readonly form: number
}

const GAP = -1
const PARTS = /<[\w-]+>|\.\.\d+|[()[\]|.]|[^\s()[\]|<>]+/g

/** What the patterns become: a position is one word, list or gap of one form. */
interface Automaton<Of> {
  /** Words, and beginnings of words, to the symbols that stand for them. */
  readonly byWord: ReadonlyMap<string, readonly number[]>
  readonly byStart: ReadonlyMap<string, readonly number[]>
  readonly symbolCount: number
  readonly endOfSentence: number | undefined
  /** What each position reads, and how many words a gap may pass over. */
  readonly symbolAt: Int32Array
  readonly spanAt: Int32Array
  /** What may follow position n: `followFlat` from `followFrom[n]` up to `followFrom[n + 1]`. */
  readonly followFrom: Int32Array
  readonly followFlat: Int32Array
  /** The forms that end at a position, and those that begin with a symbol. */
  readonly ends: ReadonlyMap<number, readonly Of[]>
  readonly starts: ReadonlyMap<number, readonly Start[]>
  /** For each form, sets of symbols of which one each must be in the message. */
  readonly needs: readonly (readonly (readonly number[])[])[]
}

/** Apart from the search, so that the parse trees and all else that only the building needs goes when it is done. */
function automatonOf<Of>(forms: readonly Form<Of>[]): Automaton<Of> {
  const symbols = new Map<string, number>()
  const byWord = new Map<string, number[]>()
  const byStart = new Map<string, number[]>()
  const listNodes = new Map<Readonly<Record<string, string>>, Map<string, Node>>()

  /** The symbols that stand for one literal word. */
  const words = new Map<number, string>()

  const symbolOf = (word: string): number => {
    const known = symbols.get(word)
    if (known !== undefined) return known
    const symbol = symbols.size
    symbols.set(word, symbol)
    words.set(symbol, word)
    register(word, symbol)
    return symbol
  }
  const register = (word: string, symbol: number) => {
    const [table, key] = word.endsWith('*') ? [byStart, word.slice(0, -1)] : [byWord, word]
    const held = table.get(key)
    if (held === undefined) table.set(key, [symbol])
    else held.push(symbol)
  }

  const literals = new Map<string, readonly string[]>([['.', ['.']]])
  const literal = (text: string): readonly string[] => {
    const known = literals.get(text)
    if (known !== undefined) return known
    const open = text.endsWith('*')
    const words = tokenise(open ? text.slice(0, -1) : text).map((token) => token.text)
    if (words.length === 0) throw new Error(`a pattern holds no word: ${text}`)
    const spelled = open ? [...words.slice(0, -1), `${words.at(-1)}*`] : words
    literals.set(text, spelled)
    return spelled
  }

  /** A list's single words share one symbol, so that a long list costs one position. */
  const listNode = (name: string, lists: Form<Of>['lists']): Node => {
    const cache = listNodes.get(lists) ?? new Map<string, Node>()
    listNodes.set(lists, cache)
    const known = cache.get(name)
    if (known !== undefined) return known
    const text = lists[name]
    if (text === undefined) throw new Error(`no word list <${name}>`)
    const own = symbols.size
    symbols.set(`<${name}>${own}`, own)
    const longer: Node[] = []
    for (const member of flatten(text, lists)) {
      const words = /[<([.]/.test(member) ? undefined : member.split(/\s+/).flatMap(literal)
      const [only, second] = words ?? []
      if (only !== undefined && second === undefined) register(only, own)
      else longer.push(parse(member, lists))
    }
    const node: Node = { kind: 'choice', nodes: [{ kind: 'symbol', symbol: own }, ...longer] }
    cache.set(name, node)
    return node
  }

  /** The plain words of a choice share one symbol too. */
  const merged = (nodes: readonly Node[]): Node[] => {
    const plain = nodes.flatMap((node) =>
      node.kind === 'symbol' && words.has(node.symbol) ? [words.get(node.symbol) ?? ''] : [],
    )
    if (plain.length < 2) return [...nodes]
    const name = plain.toSorted().join('|')
    let symbol = symbols.get(name)
    if (symbol === undefined) {
      symbol = symbols.size
      symbols.set(name, symbol)
      for (const word of new Set(plain)) register(word, symbol)
    }
    return [{ kind: 'symbol', symbol }, ...nodes.filter((node) => node.kind !== 'symbol' || !words.has(node.symbol))]
  }

  const parse = (text: string, lists: Form<Of>['lists']): Node => {
    const parts = text.match(PARTS) ?? []
    let at = 0
    const choice = (): Node => {
      const rows = [row()]
      while (parts[at] === '|') {
        at++
        rows.push(row())
      }
      const nodes = merged(rows)
      return nodes.length === 1 && nodes[0] !== undefined ? nodes[0] : { kind: 'choice', nodes }
    }
    const row = (): Node => {
      const nodes: Node[] = []
      for (let part = parts[at]; part !== undefined && part !== ')' && part !== ']' && part !== '|'; part = parts[at]) {
        at++
        if (part === '(' || part === '[') {
          const inner = choice()
          if (parts[at] !== (part === '(' ? ')' : ']')) throw new Error(`unclosed ${part} in: ${text}`)
          at++
          nodes.push(part === '(' ? inner : { kind: 'maybe', node: inner })
        } else if (part.startsWith('<')) nodes.push(listNode(part.slice(1, -1), lists))
        else if (part.startsWith('..')) nodes.push(gap(Number(part.slice(2))))
        else for (const word of literal(part)) nodes.push({ kind: 'symbol', symbol: symbolOf(word) })
      }
      return nodes.length === 1 && nodes[0] !== undefined ? nodes[0] : { kind: 'row', nodes }
    }
    const node = choice()
    if (at < parts.length) throw new Error(`unexpected ${parts[at]} in: ${text}`)
    return node
  }

  // The automaton: what each position reads, what may follow it, which forms end there.
  const reads: number[] = []
  const spans: number[] = []
  const follow: number[][] = []
  const ends = new Map<number, Of[]>()
  const starts = new Map<number, Start[]>()
  const needs: (readonly number[])[][] = []

  const build = (node: Node): { first: number[]; last: number[]; empty: boolean } => {
    if (node.kind === 'symbol' || node.kind === 'gap') {
      const position = reads.length
      reads.push(node.kind === 'gap' ? GAP : node.symbol)
      spans.push(node.kind === 'gap' ? node.words : 1)
      follow.push([])
      return { first: [position], last: [position], empty: false }
    }
    if (node.kind === 'maybe') return { ...build(node.node), empty: true }
    const built = node.nodes.map(build)
    if (node.kind === 'choice') {
      return {
        first: built.flatMap((part) => part.first),
        last: built.flatMap((part) => part.last),
        empty: built.some((part) => part.empty),
      }
    }
    return built.reduce(
      (before, part) => {
        for (const position of before.last) follow[position]?.push(...part.first)
        return {
          first: before.empty ? [...before.first, ...part.first] : before.first,
          last: part.empty ? [...before.last, ...part.last] : part.last,
          empty: before.empty && part.empty,
        }
      },
      { first: [], last: [], empty: true },
    )
  }

  for (const [index, form] of forms.entries()) {
    const node = parse(form.text, form.lists)
    const { first, last, empty } = build(node)
    // The shortest set first: it is the one most often not met.
    needs.push(needsOf(node).toSorted((one, other) => one.length - other.length))
    if (empty || first.some((position) => reads[position] === GAP))
      throw new Error(`must begin with a word: ${form.text}`)
    for (const position of last) {
      const held = ends.get(position)
      if (held === undefined) ends.set(position, [form.of])
      else held.push(form.of)
    }
    for (const position of first) {
      const symbol = reads[position] ?? GAP
      const held = starts.get(symbol)
      if (held === undefined) starts.set(symbol, [{ position, form: index }])
      else held.push({ position, form: index })
    }
  }

  // Flat, since the search goes through them for every word of every message.
  const followFrom = new Int32Array(reads.length + 1)
  for (const [position, following] of follow.entries()) {
    followFrom[position + 1] = (followFrom[position] ?? 0) + following.length
  }
  return {
    byWord,
    byStart,
    symbolCount: symbols.size,
    endOfSentence: symbols.get('.'),
    symbolAt: Int32Array.from(reads),
    spanAt: Int32Array.from(spans),
    followFrom,
    followFlat: Int32Array.from(follow.flat()),
    ends,
    starts,
    needs,
  }
}

export function compile<Of>(forms: readonly Form<Of>[]): Matcher<Of> {
  const automaton = automatonOf(forms)
  const { byWord, byStart, symbolCount, endOfSentence, ends, starts, needs } = automaton
  const { symbolAt, spanAt, followFrom, followFlat } = automaton

  const symbolsOf = (word: string): readonly number[] => {
    const whole = byWord.get(word) ?? []
    const open: number[] = []
    for (let length = shortest; length <= Math.min(word.length, longest); length++) {
      open.push(...(byStart.get(word.slice(0, length)) ?? []))
    }
    return open.length === 0 ? whole : [...whole, ...open]
  }
  const lengths = [...byStart.keys()].map((start) => start.length)
  const shortest = Math.min(...lengths)
  const longest = Math.max(...lengths)

  const crosses = needs.map((sets) => sets.some((set) => endOfSentence !== undefined && set.includes(endOfSentence)))

  // Scratch space, marked with the number of the step that wrote it, so that nothing is ever cleared.
  let tick = 0
  const isPresent = new Float64Array(symbolCount)
  const isNear = new Float64Array(symbolCount)
  const isHere = new Float64Array(symbolCount)
  const reachedAt = new Float64Array(symbolAt.length)
  let active = new Int32Array(symbolAt.length)
  let activeFrom = new Int32Array(symbolAt.length)
  // How many words more a gap may pass over: one place that waits, not one for each word.
  let activeLeft = new Int32Array(symbolAt.length)
  let reached = new Int32Array(symbolAt.length)
  let reachedFrom = new Int32Array(symbolAt.length)
  let reachedLeft = new Int32Array(symbolAt.length)

  const find = (words: readonly string[], blocked: readonly boolean[]) => {
    const found: Found<Of>[] = []
    let steps = 0
    // A form whose words are not all there, in the message and then in the sentence, is not begun: most are passed over.
    const message = ++tick
    const known = new Map<string, readonly number[]>()
    const symbolsAt = words.map((word) => {
      const held = known.get(word) ?? symbolsOf(word)
      known.set(word, held)
      return held
    })
    for (const here of known.values()) for (const symbol of here) isPresent[symbol] = message
    const startsAt = new Map<string, readonly Start[]>()
    for (const [word, here] of known) {
      const all = here.flatMap((symbol) => starts.get(symbol) ?? [])
      startsAt.set(
        word,
        all.filter(({ form }) => areMarked(needs[form] ?? [], isPresent, message)),
      )
    }
    let sentence = 0
    let count = 0
    for (const [at, word] of words.entries()) {
      if (at === 0 || words[at - 1] === '.') {
        sentence = ++tick
        for (let next = at; next < words.length; next++) {
          for (const symbol of symbolsAt[next] ?? []) isNear[symbol] = sentence
          if (words[next] === '.') break
        }
      }
      tick++
      const here = symbolsAt[at] ?? []
      for (const symbol of here) isHere[symbol] = tick
      const passable = word !== '.' && blocked[at] !== true
      let reachedCount = 0
      // Of two ways to reach one position the later start is kept: the tighter match.
      const reach = (position: number, from: number, left: number) => {
        if (reachedAt[position] !== tick) {
          reachedAt[position] = tick
          reachedFrom[position] = from
          reachedLeft[position] = left
          reached[reachedCount++] = position
        } else {
          if ((reachedFrom[position] ?? 0) < from) reachedFrom[position] = from
          if ((reachedLeft[position] ?? 0) < left) reachedLeft[position] = left
        }
      }
      for (let index = 0; index < count; index++) {
        const position = active[index] ?? 0
        const from = activeFrom[position] ?? at
        const more = (activeLeft[position] ?? 1) - 1
        if (more > 0 && passable) reach(position, from, more)
        const end = followFrom[position + 1] ?? 0
        for (let next = followFrom[position] ?? 0; next < end; next++) {
          steps++
          const following = followFlat[next] ?? 0
          const symbol = symbolAt[following] ?? GAP
          if (symbol === GAP ? passable : isHere[symbol] === tick) reach(following, from, spanAt[following] ?? 1)
        }
      }
      for (const { position, form } of startsAt.get(word) ?? []) {
        if (crosses[form] === true || areMarked(needs[form] ?? [], isNear, sentence)) reach(position, at, 1)
      }
      for (let index = 0; index < reachedCount; index++) {
        steps++
        const position = reached[index] ?? 0
        for (const of of ends.get(position) ?? []) found.push({ of, from: reachedFrom[position] ?? at, to: at + 1 })
      }
      count = reachedCount
      ;[active, reached] = [reached, active]
      ;[activeFrom, reachedFrom] = [reachedFrom, activeFrom]
      ;[activeLeft, reachedLeft] = [reachedLeft, activeLeft]
    }
    return { found, steps }
  }

  return {
    find,
    has: (word) => byWord.has(word),
  }
}

/** One symbol of each set carries this mark. */
function areMarked(sets: readonly (readonly number[])[], marks: Float64Array, mark: number): boolean {
  for (const set of sets) {
    let any = false
    for (const symbol of set) {
      if (marks[symbol] === mark) {
        any = true
        break
      }
    }
    if (!any) return false
  }
  return true
}

/** Sets of symbols, one of each of which stands in whatever the node matches. */
function needsOf(node: Node): (readonly number[])[] {
  if (node.kind === 'maybe') return []
  if (node.kind === 'gap') return []
  if (node.kind === 'symbol') return [[node.symbol]]
  const parts = node.nodes.map(needsOf)
  if (node.kind === 'row') return parts.flat()
  const smallest = parts.map((sets) => sets.toSorted((one, other) => one.length - other.length)[0])
  return smallest.includes(undefined) ? [] : [smallest.flatMap((set) => set ?? [])]
}

/** The members of a list, with the lists inside it opened up. */
function flatten(text: string, lists: Readonly<Record<string, string>>): string[] {
  return choices(text).flatMap((member) => {
    const inner = /^<([\w-]+)>$/.exec(member)?.[1]
    if (inner === undefined) return [member]
    const held = lists[inner]
    if (held === undefined) throw new Error(`no word list <${inner}>`)
    return flatten(held, lists)
  })
}

/** Splits at the `|`s that stand outside brackets. */
function choices(text: string): string[] {
  const members: string[] = []
  let depth = 0
  let member = ''
  for (const sign of text) {
    if (sign === '(' || sign === '[') depth++
    if (sign === ')' || sign === ']') depth--
    if (sign === '|' && depth === 0) {
      members.push(member.trim())
      member = ''
    } else member += sign
  }
  return [...members, member.trim()].filter((each) => each !== '')
}

function gap(words: number): Node {
  return { kind: 'maybe', node: { kind: 'gap', words } }
}
