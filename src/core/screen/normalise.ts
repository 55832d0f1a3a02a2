/**
 * Turns what a person typed into plain words: one spelling for accents, look-alike letters, hidden characters, spaced-out
 * letters, digits for letters, chat short forms and common typing mistakes. It knows no meaning; that is the patterns' work.
 */
import { SHORT_FORMS } from './short-forms.ts'

/** One word of a message as the matcher sees it. `text` is `.` where a sentence ends. */
export interface Token {
  readonly text: string
  /** A comma, dash or bracket stands before this word: a negation does not reach across it. */
  readonly comma: boolean
  /** Written inside quotation marks. */
  readonly quoted: boolean
}

/** What the normaliser needs to know of the patterns' vocabulary; it asks, it never holds a list of its own. */
export interface Vocabulary {
  has(word: string): boolean
  /** Words so telling that stars in them are read, and a typing mistake where they have six letters or more. */
  readonly careful: readonly string[]
}

const NO_WORDS: Vocabulary = { has: () => false, careful: [] }

/** Cyrillic and Greek letters that look Latin, small capitals, and letters that Unicode does not take apart. */
const LOOK_ALIKES = new Map([
  ...pairs('абвгеёзікклмнопрсстуухуѕјһԁԛԝѵӏ', 'a6bree3ikklmhonpcctyyxysjhdqwvl'),
  ...pairs('αβγεηικνορτυχωϲϳς', 'abyenikvoptuxwcjc'),
  ...pairs('ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢɑɡıłđøŧħƙɩ', 'abcdefghijklmnoprstuvwyzagildothki'),
  ['ß', 'ss'] as const,
  ['æ', 'ae'] as const,
  ['œ', 'oe'] as const,
  ...Array.from({ length: 26 }, (_, n) => [String.fromCodePoint(0x1f1e6 + n), letter(n)] as const),
  ...Array.from({ length: 26 }, (_, n) => [String.fromCodePoint(0x1f130 + n), letter(n)] as const),
  ...Array.from({ length: 26 }, (_, n) => [String.fromCodePoint(0x1f150 + n), letter(n)] as const),
  ...Array.from({ length: 26 }, (_, n) => [String.fromCodePoint(0x1f170 + n), letter(n)] as const),
])

function letter(n: number): string {
  return String.fromCharCode(97 + n)
}

function pairs(from: string, to: string): (readonly [string, string])[] {
  const target = [...to]
  return [...from].map((sign, at) => [sign, target[at] ?? sign] as const)
}

/** Digits and signs used for letters; the second reading is tried where the first makes no known word. */
const LEET = [
  new Map([...'0134578@$!|€+'].map((sign, at) => [sign, [...'oieastbasilet'][at] ?? sign])),
  new Map([...'0134579@$!|€+'].map((sign, at) => [sign, [...'oleastgaslict'][at] ?? sign])),
]

/** After these, a lone `2` is the word "to". */
const BEFORE_TWO = new Set(['want', 'going', 'need', 'have', 'like', 'love', 'trying', 'try', 'used', 'ready', 'about'])
const ELISION = /^(?:j|m|t|l|d|n|s|c|qu)$/
const APOSTROPHES = /[’‘`´ʼ′＇ʹꞌ]/gu
const HIDDEN = /[\p{Cf}\p{Cc}\u115f\u1160\u3164\uffa0]/gu
const MARKS = /\p{M}+/gu
/** Most words: nothing in them needs a closer look. */
const PLAIN = /^\p{L}{2,}$/u
const LONE = /^[\p{L}\d@$!|]$/u
const SPACED_BY_SIGNS = /^[\p{L}\d@$!|](?:[.\-_*~/·•,+:=][\p{L}\d@$!|]){2,}[.,!?]*$/u
/** Signs put inside a word: `rap.ed`, `un-alive`. */
const JOINED_BY_SIGNS = /^\p{L}+(?:[.\-_*~/·•,]\p{L}+)+[.,!?]*$/u
/** The longest run of letters that is read as words run together; longer ones are noise. */
const LONGEST_RUN = 60

/** Plain letters: lower case, no accents, no hidden or look-alike characters. Keeps spaces, line ends and punctuation. */
export function fold(text: string): string {
  const plain = text
    .replace(APOSTROPHES, "'")
    .normalize('NFKC')
    .replace(/[\r\n\u2028\u2029\v\f]+/g, '\n')
    .replace(HIDDEN, (sign) => (sign === '\n' || sign === '\t' ? sign : ''))
    .toLowerCase()
    .normalize('NFD')
    .replace(MARKS, '')
  let folded = ''
  for (const sign of plain) folded += LOOK_ALIKES.get(sign) ?? sign
  return folded
}

/** The words of a message in order, with `.` where a sentence ends. Time grows in step with the length of the text. */
export function tokenise(text: string, vocabulary: Vocabulary = NO_WORDS): Token[] {
  const tokens: Token[] = []
  let quoted = false
  let comma = false

  const push = (word: string) => {
    for (const part of spell(word, vocabulary, tokens.at(-1)?.text)) {
      tokens.push({ text: part, comma, quoted })
      comma = false
    }
  }
  const stop = () => {
    if (tokens.length > 0 && tokens.at(-1)?.text !== '.') tokens.push({ text: '.', comma: false, quoted })
    comma = false
  }

  const chunks = fold(text).match(/\n|[^\s]+/gu) ?? []
  for (let at = 0; at < chunks.length; at++) {
    const chunk = chunks[at] ?? ''
    if (chunk === '\n') {
      stop()
      continue
    }
    if (PLAIN.test(chunk)) {
      push(chunk)
      continue
    }
    if (/^[("]*'\p{L}/u.test(chunk) && !/^'(?:cause|em|til|n|s|t)\b/u.test(chunk)) quoted = true
    const run = LONE.test(chunk) ? loneRun(chunks, at) : undefined
    if (run !== undefined) {
      const words = split(run.letters, vocabulary)
      if (words !== undefined) {
        for (const word of words) push(word)
        at = run.end - 1
        continue
      }
    }
    if (SPACED_BY_SIGNS.test(chunk)) {
      const words = split(chunk.replace(/[^\p{L}\d@$!|]|[.,!?]+$/gu, ''), vocabulary)
      if (words !== undefined) {
        for (const word of words) push(word)
        if (/[.!?]$/.test(chunk)) stop()
        continue
      }
    }
    const whole = JOINED_BY_SIGNS.test(chunk) ? chunk.replace(/[^\p{L}]/gu, '') : ''
    if (whole !== '' && isOneWord(whole, chunk, vocabulary)) {
      push(whole)
      if (/[.!?]$/.test(chunk)) stop()
      continue
    }
    for (const [piece] of chunk.matchAll(/[\p{L}\p{N}@$*#'!|€+]+|[^\p{L}\p{N}@$*#'!|€+]+/gu)) {
      if (/[\p{L}\p{N}]/u.test(piece)) {
        const end = /!+$/.exec(piece)?.index ?? piece.length
        push(piece.slice(0, end).replace(/^[*#'+|]+|[*#'+|]+$/g, ''))
        if (end < piece.length) stop()
      } else {
        for (const sign of piece.replace(/\.{2,}/g, ',')) {
          if (/["“”„«»]/u.test(sign)) quoted = sign === '„' || sign === '«' ? true : sign === '»' ? false : !quoted
          else if (/[.?!]/.test(sign)) stop()
          else comma = true
        }
      }
    }
    if (/\p{L}[.,!?]*'[.,!?)]*$/u.test(chunk)) quoted = false
  }
  return tokens
}

/** "rap.ed" is one word; "well-known" stays two where both are known. An underscore or star never parts two words. */
function isOneWord(whole: string, chunk: string, vocabulary: Vocabulary): boolean {
  if (SHORT_FORMS.has(whole)) return true
  if (!vocabulary.has(whole)) return false
  return (
    /\p{L}[_*~]\p{L}/u.test(chunk) || !chunk.split(/[^\p{L}]+/u).every((part) => part === '' || vocabulary.has(part))
  )
}

/** Three or more single letters in a row are one thing spelled out. */
function loneRun(chunks: readonly string[], from: number): { letters: string; end: number } | undefined {
  let end = from
  while (end < chunks.length && end - from < LONGEST_RUN && LONE.test(chunks[end] ?? '')) end++
  return end - from >= 3 ? { letters: chunks.slice(from, end).join(''), end } : undefined
}

/** One typed word as known words. */
function spell(word: string, vocabulary: Vocabulary, before: string | undefined): readonly string[] {
  if (word === '') return []
  if (word === '2' && before !== undefined && BEFORE_TWO.has(before)) return ['to']
  const short = SHORT_FORMS.get(word)
  if (short !== undefined) return short
  const mark = word.indexOf("'")
  if (mark >= 0) {
    const head = word.slice(0, mark)
    const tail = word.slice(mark + 1).replaceAll("'", '')
    if (ELISION.test(head)) return [head, ...spell(tail, vocabulary, head)]
    if (tail === 'll') return [...spell(head, vocabulary, before), 'will']
    if (tail === 'd') return [...spell(head, vocabulary, before), 'would']
    if (tail === 's' && !vocabulary.has(head + tail)) {
      return SHORT_FORMS.get(head + tail) ?? [...spell(head, vocabulary, before), 's']
    }
    return SHORT_FORMS.get(head + tail) ?? spell(head + tail, vocabulary, before)
  }
  if (vocabulary.has(word) || /^\d+$/.test(word)) return [word]
  if (/^\p{L}+$/u.test(word)) return spellLetters(word, vocabulary)
  for (const table of LEET) {
    let plain = ''
    for (const sign of word) plain += table.get(sign) ?? sign
    if (plain === word || !/^[a-z]+$/.test(plain)) continue
    const long = SHORT_FORMS.get(plain)
    if (long !== undefined) return long
    if (vocabulary.has(plain)) return [plain]
    const near =
      plain.length >= 6 && /\p{L}{3}/u.test(word) ? vocabulary.careful.find((known) => isNear(plain, known)) : undefined
    if (near !== undefined) return [near]
  }
  if (/[*#]/.test(word)) {
    const masked = vocabulary.careful.find((known) => isMasked(word, known))
    if (masked !== undefined) return [masked]
  }
  const parts = word.split(/[^\p{L}\p{N}]+/u).filter((part) => part !== '')
  return parts.length === 1 && parts[0] === word ? [word] : parts.flatMap((part) => spell(part, vocabulary, undefined))
}

function spellLetters(word: string, vocabulary: Vocabulary): readonly string[] {
  if (/(.)\1\1/u.test(word)) {
    const twice = word.replace(/(.)\1{2,}/gu, '$1$1')
    const once = word.replace(/(.)\1{2,}/gu, '$1')
    for (const shorter of [twice, once]) {
      const short = SHORT_FORMS.get(shorter)
      if (short !== undefined) return short
      if (vocabulary.has(shorter)) return [shorter]
    }
    return spellLetters(once, vocabulary)
  }
  // German vowels typed without dots: "wuergt" for "würgt"
  if (/[aou]e/.test(word)) {
    const dotted = word.replace(/([aou])e/g, '$1')
    if (vocabulary.has(dotted)) return [dotted]
  }
  if (word.length >= 6) {
    const near = vocabulary.careful.find((known) => isNear(word, known))
    if (near !== undefined) return [near]
  }
  if (
    word.length >= 9 &&
    word.length <= LONGEST_RUN &&
    /(?:myself|mylife|todie|tokill|killme|wannadie|wannakill)/.test(word)
  ) {
    return split(word, vocabulary) ?? [word]
  }
  return [word]
}

/** Letters run together, as the fewest known words; undefined where they are not words. */
function split(letters: string, vocabulary: Vocabulary): string[] | undefined {
  for (const table of [new Map<string, string>(), ...LEET]) {
    let plain = ''
    for (const sign of letters.slice(0, LONGEST_RUN)) plain += table.get(sign) ?? sign
    const best: ({ cost: number; from: number } | undefined)[] = [{ cost: 0, from: 0 }]
    for (let end = 1; end <= plain.length; end++) {
      for (let from = Math.max(0, end - 16); from < end; from++) {
        const way = best[from]
        const word = plain.slice(from, end)
        const known = end - from === 1 ? /^[iayeo]$/.test(word) : vocabulary.has(word) || SHORT_FORMS.has(word)
        if (way === undefined || !known) continue
        const cost = way.cost + (end - from === 1 ? 2 : 1)
        const held = best[end]
        if (held === undefined || cost < held.cost) best[end] = { cost, from }
      }
    }
    if (best[plain.length] === undefined) continue
    const words: string[] = []
    for (let end = plain.length; end > 0; end = best[end]?.from ?? 0)
      words.unshift(plain.slice(best[end]?.from ?? 0, end))
    if (words.length <= plain.length / 2 || SHORT_FORMS.has(plain)) return words
  }
  return undefined
}

/** `s**cide`, `k*ll`: as long as the known word, first letter shown, at least half of the letters shown. */
function isMasked(word: string, known: string): boolean {
  if (word.length !== known.length || word[0] !== known[0]) return false
  let shown = 0
  for (let at = 0; at < word.length; at++) {
    if (word[at] === known[at]) shown++
    else if (word[at] !== '*' && word[at] !== '#') return false
  }
  return shown * 2 >= known.length
}

/** One letter left out, added, changed or swapped with its neighbour, the first letter right; doubled letters count once. */
function isNear(typed: string, careful: string): boolean {
  if (careful.length < 6 || typed[0] !== careful[0] || Math.abs(typed.length - careful.length) > 2) return false
  const word = typed.replace(/(.)\1/g, '$1')
  const known = careful.replace(/(.)\1/g, '$1')
  if (Math.abs(word.length - known.length) > 1) return false
  let head = 0
  while (head < word.length && word[head] === known[head]) head++
  let tail = 0
  const room = Math.min(word.length, known.length) - head
  while (tail < room && word[word.length - 1 - tail] === known[known.length - 1 - tail]) tail++
  const left = word.length - head - tail
  const right = known.length - head - tail
  if (left <= 1 && right <= 1) return true
  return left === 2 && right === 2 && word[head] === known[head + 1] && word[head + 1] === known[head]
}
