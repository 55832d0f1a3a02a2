// @ts-check
/**
 * Discord's Markdown, text to tree. Pure: no DOM, no clock.
 *
 * The rules are those of Discord's "Markdown Text 101" help page and of the `reference#message-formatting` documentation page.
 * No published parser loads in a browser without a bundler, so this one is ours. Unknown or unclosed marks stay text.
 *
 * @typedef {{ kind: 'text', text: string }
 *   | { kind: 'strong' | 'em' | 'underline' | 'strike' | 'spoiler', children: Inline[] }
 *   | { kind: 'code', text: string }
 *   | { kind: 'link', href: string, title?: string, children: Inline[] }
 *   | { kind: 'time', seconds: number, style: string }
 *   | { kind: 'command', name: string, id: string }
 *   | { kind: 'user' | 'role' | 'channel', id: string }
 *   | { kind: 'everyone', text: string }
 *   | { kind: 'emoji', name: string, id: string }} Inline
 *
 * @typedef {{ children: Inline[], nested: List[] }} Item
 * @typedef {{ kind: 'list', ordered: boolean, start: number, items: Item[] }} List
 * @typedef {{ kind: 'heading', level: 1 | 2 | 3, children: Inline[] }
 *   | { kind: 'small' | 'paragraph', children: Inline[] }
 *   | { kind: 'quote', children: Block[] }
 *   | { kind: 'codeblock', language: string, text: string }
 *   | List} Block
 */

/**
 * Parses one text as Discord would show it.
 * @param {string} text
 * @returns {Block[]}
 */
export function parse(text) {
  return parseBlocks(text.replaceAll('\r\n', '\n'), false)
}

/**
 * The words of a text without its marks, for labels and announcements.
 * @param {string} text
 * @returns {string}
 */
export function plainText(text) {
  return parse(text).map(wordsOfBlock).filter(Boolean).join(' ')
}

/** @type {(block: Block) => string} */
function wordsOfBlock(block) {
  if (block.kind === 'codeblock') return block.text
  if (block.kind === 'list') return block.items.map((item) => wordsOf(item.children)).join(' ')
  if (block.kind === 'quote') return block.children.map(wordsOfBlock).join(' ')
  return wordsOf(block.children)
}

/** @type {(inlines: Inline[]) => string} */
function wordsOf(inlines) {
  return inlines
    .map((inline) => {
      if (inline.kind === 'spoiler') return '(spoiler)'
      if ('children' in inline) return wordsOf(inline.children)
      if ('text' in inline) return inline.text
      return inline.kind === 'command' ? `/${inline.name}` : ''
    })
    .join('')
}

const heading = /(#{1,3}) +(\S.*)(?:\n|$)/y
const small = /-# +(\S.*)(?:\n|$)/y
const quotedLine = />(?: (.*))?(?:\n|$)/y
const quotedLineWithSpace = /> .*(?:\n|$)/y
const listItem = /( *)([-*]|\d{1,9}\.) +(\S.*)(?:\n|$)/y
const listContinuation = / {2,}(\S.*)(?:\n|$)/y
const fence = /```(?:([\w+#.-]+)\n)?\n*([\s\S]*?\S[\s\S]*?)\n*```\n?/y

/**
 * @param {RegExp} pattern sticky
 * @param {string} text
 * @param {number} at
 */
function matchAt(pattern, text, at) {
  pattern.lastIndex = at
  return pattern.exec(text)
}

/**
 * @param {string} text
 * @param {boolean} quoted Discord knows no quote inside a quote.
 * @returns {Block[]}
 */
function parseBlocks(text, quoted) {
  /** @type {Block[]} */
  const blocks = []
  /** Lines of the paragraph being read. */
  let lines = ''
  const endParagraph = () => {
    for (const part of lines.split(/\n(?:[ \t]*\n)+/)) {
      const words = part.replace(/^\n+|\s+$/g, '')
      if (words !== '') blocks.push({ kind: 'paragraph', children: parseInline(words) })
    }
    lines = ''
  }
  /** @type {(block: Block) => void} */
  const add = (block) => {
    endParagraph()
    blocks.push(block)
  }

  let at = 0
  while (at < text.length) {
    if (!quoted && text.startsWith('>>> ', at)) {
      add({ kind: 'quote', children: parseBlocks(text.slice(at + 4), true) })
      return blocks
    }
    if (!quoted && matchAt(quotedLineWithSpace, text, at)) {
      let inside = ''
      for (let line = matchAt(quotedLine, text, at); line && at < text.length; line = matchAt(quotedLine, text, at)) {
        inside += `${line[1] ?? ''}\n`
        at += line[0].length
      }
      add({ kind: 'quote', children: parseBlocks(inside, true) })
      continue
    }
    const code = matchAt(fence, text, at)
    if (code) {
      add({ kind: 'codeblock', language: code[1] ?? '', text: code[2] ?? '' })
      at += code[0].length
      continue
    }
    const title = matchAt(heading, text, at)
    if (title) {
      const level = /** @type {1 | 2 | 3} */ ((title[1] ?? '').length)
      add({ kind: 'heading', level, children: parseInline(title[2] ?? '') })
      at += title[0].length
      continue
    }
    const subtext = matchAt(small, text, at)
    if (subtext) {
      add({ kind: 'small', children: parseInline(subtext[1] ?? '') })
      at += subtext[0].length
      continue
    }
    if (matchAt(listItem, text, at)) {
      const read = parseList(text, at)
      endParagraph()
      blocks.push(...read.lists)
      at = read.at
      continue
    }
    const end = endOfLine(text, at)
    lines += text.slice(at, end)
    at = end
  }
  endParagraph()
  return blocks
}

/**
 * The end of a plain line: its newline, or a code block that begins within it.
 * @param {string} text
 * @param {number} from
 */
function endOfLine(text, from) {
  const newline = text.indexOf('\n', from)
  const end = newline < 0 ? text.length : newline + 1
  for (let at = from; at < end; at += 1) {
    if (text[at] === '\\') at += 1
    else if (at > from && text.startsWith('```', at) && matchAt(fence, text, at)) return at
  }
  return end
}

/**
 * Reads list lines from `at` on. A deeper indent nests; a change between bullets and numbers begins another list.
 * @param {string} text
 * @param {number} at
 * @returns {{ lists: List[], at: number }}
 */
function parseList(text, at) {
  /** @type {List[]} */
  const lists = []
  /** @type {{ indent: number, into: List[] }[]} */
  const levels = []
  /** @type {{ item: Item, words: string } | undefined} */
  let open
  const closeItem = () => {
    if (open) open.item.children = parseInline(open.words)
  }
  for (;;) {
    const line = matchAt(listItem, text, at)
    if (!line) {
      const more = open && matchAt(listContinuation, text, at)
      if (!open || !more) break
      open.words += `\n${more[1]}`
      at += more[0].length
      continue
    }
    closeItem()
    const indent = (line[1] ?? '').length
    const mark = line[2] ?? ''
    while (levels.length > 1 && indent < (levels.at(-1)?.indent ?? 0)) levels.pop()
    const level = levels.at(-1)
    let into = level?.into ?? lists
    if (!level) levels.push({ indent, into })
    else if (indent > level.indent) {
      into = level.into.at(-1)?.items.at(-1)?.nested ?? lists
      levels.push({ indent, into })
    }
    const ordered = mark.endsWith('.')
    let list = into.at(-1)
    if (list?.ordered !== ordered) {
      list = { kind: 'list', ordered, start: ordered ? Number.parseInt(mark, 10) : 1, items: [] }
      into.push(list)
    }
    open = { item: { children: [], nested: [] }, words: line[3] ?? '' }
    list.items.push(open.item)
    at += line[0].length
  }
  closeItem()
  return { lists, at }
}

/** @type {[RegExp, (match: RegExpExecArray) => Inline][]} */
const tokens = [
  [/\\([^0-9A-Za-z\s])/y, (match) => ({ kind: 'text', text: match[1] ?? '' })],
  [
    /<t:(-?\d{1,13})(?::([tTdDfFR]))?>/y,
    (match) => ({ kind: 'time', seconds: Number(match[1]), style: match[2] ?? 'f' }),
  ],
  [/<\/([^:<>]{1,100}):(\d+)>/y, (match) => ({ kind: 'command', name: match[1] ?? '', id: match[2] ?? '' })],
  [/<@!?(\d+)>/y, (match) => ({ kind: 'user', id: match[1] ?? '' })],
  [/<@&(\d+)>/y, (match) => ({ kind: 'role', id: match[1] ?? '' })],
  [/<#(\d+)>/y, (match) => ({ kind: 'channel', id: match[1] ?? '' })],
  [/<a?:(\w{2,32}):(\d+)>/y, (match) => ({ kind: 'emoji', name: match[1] ?? '', id: match[2] ?? '' })],
  [/@(?:everyone|here)\b/y, (match) => ({ kind: 'everyone', text: match[0] })],
]

/** @type {[string, 'strong' | 'em' | 'underline' | 'strike' | 'spoiler'][]} Longer marks first. */
const spans = [
  ['**', 'strong'],
  ['__', 'underline'],
  ['~~', 'strike'],
  ['||', 'spoiler'],
  ['*', 'em'],
  ['_', 'em'],
]

const maskedLink =
  /\[((?:\\.|\[[^[\]]*\]|[^[\]\\])+)\]\(<?(https?:\/\/(?:\([^\s()<>]*\)|[^\s()<>])+)>?(?: +"([^"]*)")? *\)/y
const angledUrl = /<(https?:\/\/[^\s<>]+)>/y
const bareUrl = /https?:\/\/[^\s<>]*[^\s<>.,:;!?"'\]*_~|]/y

/**
 * @param {string} text
 * @param {boolean} [linked] whether we are inside a link, where no other link can be
 * @returns {Inline[]}
 */
function parseInline(text, linked = false) {
  /** @type {Inline[]} */
  const found = []
  /** @type {(inline: Inline) => void} */
  const add = (inline) => {
    const last = found.at(-1)
    if (inline.kind === 'text' && last?.kind === 'text') last.text += inline.text
    else found.push(inline)
  }
  let at = 0
  while (at < text.length) {
    const read =
      readCode(text, at) ??
      readToken(text, at) ??
      (linked ? undefined : readLink(text, at)) ??
      readSpan(text, at, linked)
    add(read?.inline ?? { kind: 'text', text: text.charAt(at) })
    at = read?.end ?? at + 1
  }
  return found
}

/** @typedef {{ inline: Inline, end: number } | undefined} Read */

/** @type {(text: string, at: number) => Read} */
function readCode(text, at) {
  const end = endOfCode(text, at)
  if (end === undefined) return undefined
  const ticks = runLength(text, at)
  const inside = text.slice(at + ticks, end - ticks)
  return { inline: { kind: 'code', text: inside.replace(/^ (?=`)|(?<=`) $/g, '') }, end }
}

/**
 * Where the code span that opens at `at` ends; undefined if none does.
 * @param {string} text
 * @param {number} at
 */
function endOfCode(text, at) {
  if (text[at] !== '`') return undefined
  const ticks = runLength(text, at)
  for (let next = text.indexOf('`', at + ticks); next >= 0; ) {
    const run = runLength(text, next)
    if (run === ticks) return next + run
    next = text.indexOf('`', next + run)
  }
  return undefined
}

/** @type {(text: string, at: number) => Read} */
function readToken(text, at) {
  for (const [pattern, make] of tokens) {
    const match = matchAt(pattern, text, at)
    if (match) return { inline: make(match), end: at + match[0].length }
  }
  return undefined
}

/** @type {(text: string, at: number) => Read} */
function readLink(text, at) {
  const masked = matchAt(maskedLink, text, at)
  if (masked) {
    const children = parseInline(masked[1] ?? '', true)
    const title = masked[3] === undefined ? {} : { title: masked[3] }
    return { inline: { kind: 'link', href: masked[2] ?? '', ...title, children }, end: at + masked[0].length }
  }
  const angled = matchAt(angledUrl, text, at)
  if (angled) return { inline: bareLink(angled[1] ?? ''), end: at + angled[0].length }
  const bare = matchAt(bareUrl, text, at)
  if (!bare) return undefined
  let href = bare[0]
  // A closing bracket belongs to the sentence unless the address opened one.
  while (href.endsWith(')') && href.split('(').length < href.split(')').length) href = href.slice(0, -1)
  return { inline: bareLink(href), end: at + href.length }
}

/** @type {(href: string) => Inline} */
const bareLink = (href) => ({ kind: 'link', href, children: [{ kind: 'text', text: href }] })

/** @type {(text: string, at: number, linked: boolean) => Read} */
function readSpan(text, at, linked) {
  for (const [mark, kind] of spans) {
    if (!text.startsWith(mark, at)) continue
    const from = at + mark.length
    const close = closing(text, from, mark)
    if (close === undefined || runLength(text, at) >= close - at) continue
    if (mark === '_' && isWord(text[at - 1])) continue
    return { inline: { kind, children: parseInline(text.slice(from, close), linked) }, end: close + mark.length }
  }
  return undefined
}

/**
 * Where the mark that opened before `from` closes. Escapes and code spans are passed over; of a run of three the inner
 * mark takes the first, so that `***both***` nests.
 * @param {string} text
 * @param {number} from
 * @param {string} mark
 */
function closing(text, from, mark) {
  const single = mark.length === 1
  if (single && /^\s|^$/.test(text.charAt(from))) return undefined
  for (let at = from; at < text.length; at += 1) {
    const letter = text[at]
    if (letter === '\\') at += 1
    else if (letter === '`') at = (endOfCode(text, at) ?? at + 1) - 1
    else if (letter === mark[0]) {
      const run = runLength(text, at)
      const fits = single ? run !== 2 && !/\s/.test(text.charAt(at - 1)) : run >= 2
      const close = at + run - mark.length
      if (fits && !(mark === '_' && isWord(text[at + run]))) return close
      at += run - 1
    }
  }
  return undefined
}

/** @type {(text: string, at: number) => number} */
function runLength(text, at) {
  let end = at
  while (text[end] === text[at]) end += 1
  return end - at
}

/** @type {(letter: string | undefined) => boolean} */
const isWord = (letter) => letter !== undefined && /[\p{L}\p{N}]/u.test(letter)
