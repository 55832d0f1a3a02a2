/** What is wrong with a YAML text, in everyday words, and what it would lose without a word. */
import { type Document, isScalar, type Scalar, visit, type YAMLError } from 'yaml'

export interface Trouble {
  /** Characters before it. */
  readonly at: number
  readonly say: string
  readonly try: string
}

type Said = Omit<Trouble, 'at'>

const quotes = 'put quotes around the whole text'

/** By the codes of https://eemeli.org/yaml/#errors */
const inWords: Readonly<Record<string, Said>> = {
  TAB_AS_INDENT: { say: 'a tab stands here', try: 'indent with spaces, two for each step' },
  BLOCK_AS_IMPLICIT_KEY: { say: 'a text holds a colon, or its line is indented too far', try: quotes },
  MULTILINE_IMPLICIT_KEY: { say: 'a line lacks its colon, or the space after it', try: 'write it as name: text' },
  BAD_INDENT: { say: 'a line is indented otherwise than those around it', try: 'indent with two spaces for each step' },
  BAD_SCALAR_START: { say: 'a text begins with a sign that means something here', try: quotes },
}

function said({ code, message, pos }: YAMLError, text: string): Said {
  if (code === 'DUPLICATE_KEY') {
    const key = /^["']?([\w-]+)/.exec(text.slice(pos[0]))?.[1] ?? ''
    return { say: `"${key}" stands twice`, try: 'keep one of them, and look whether a line is indented wrongly' }
  }
  if (/^Flow/.test(message)) return { say: 'a [ or { before this line has no end', try: 'put a ] or } at its end' }
  if (/^Missing closing/.test(message)) return { say: 'a quote has no end', try: 'put the same quote at its end' }
  if (/at node end/.test(message))
    return { say: 'something stands after the end of a text', try: 'for quotes inside a text write “ and ”' }
  if (/block-seq-ind/.test(message))
    return { say: 'a list begins on the line of its name', try: 'begin it on the next' }
  return inWords[code] ?? { say: message, try: 'put quotes around a text that holds a colon, and indent with spaces' }
}

/** One fault for each kind and each line: a wrong indent is an error on every line below it, and a tab is three. */
export function yamlTroubles(document: Document, text: string): readonly Trouble[] {
  const told = new Set<string | number>()
  return document.errors.flatMap((error): Trouble[] => {
    const trouble = said(error, text)
    const at = opening(document, error) ?? error.pos[0]
    const line = text.lastIndexOf('\n', at - 1)
    if (told.has(trouble.say) || told.has(line)) return []
    told.add(trouble.say).add(line)
    return [{ at, ...trouble }]
  })
}

/** A quote without its end is missed at the end of the file; where it begins is what helps. */
function opening(document: Document, { message, pos }: YAMLError): number | undefined {
  if (!message.startsWith('Missing closing')) return undefined
  let begins: number | undefined
  visit(document, {
    Scalar: (_, { range }) => {
      if (range && range[0] < pos[0]) begins = range[0]
    },
  })
  return begins
}

/** Texts that YAML reads otherwise than they look: cut at a #, or, where `lines` may not be joined, joined with the next line. */
export function lost(document: Document, text: string, lines: 'joined' | 'alone'): readonly Trouble[] {
  const found: Trouble[] = []
  const look = ({ type, range, comment, value }: Scalar): void => {
    if (type !== 'PLAIN' || !range || range[1] === range[0]) return
    const at = range[0]
    if (comment != null && !text.slice(range[1], range[2]).trimStart().startsWith('\n'))
      found.push({ at, say: `what stands behind # is lost: "${String(value)} #${comment}"`, try: quotes })
    const written = text.slice(at, range[1])
    if (lines === 'alone' && written.includes('\n'))
      found.push({
        at,
        say: 'this text goes on in the next line, and both are joined',
        try: /\n\s*-\s/.test(written) ? 'let each - stand exactly below the one before' : 'write it on one line',
      })
  }
  visit(document, {
    Pair: (_, { value }) => {
      if (isScalar(value)) look(value)
    },
    Seq: (_, { items }) => {
      for (const item of items) if (isScalar(item)) look(item)
    },
  })
  return found
}
