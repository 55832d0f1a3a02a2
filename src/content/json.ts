/** Where a JSON text stops making sense, in everyday words: `JSON.parse` does not always say where, and never what to do. */

export interface Trouble {
  /** Counted from 1. */
  readonly line: number
  readonly say: string
  readonly try: string
}

type Awaited = 'value' | 'name' | 'colon' | 'more'

/** A text, a sign, or a run of anything else; a text ends on the line on which it begins. */
const token = /("(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|([{}[\],:])|[^\s{}[\],:"]+|"/uy

const bare = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)$/

/** The first thing that is wrong with a text that `JSON.parse` refuses; undefined where only it can tell. */
export function jsonTrouble(text: string): Trouble | undefined {
  const open: string[] = []
  let awaits: Awaited = 'value'
  /** Whether something was just opened, so that it may end at once. */
  let fresh = false
  let before = ''
  let at = 0
  const trouble = (say: string, hint: string): Trouble => ({
    line: text.slice(0, at).split('\n').length,
    say,
    try: hint,
  })
  for (;;) {
    while (' \t\r\n'.includes(text[at] ?? 'x')) at += 1
    if (at >= text.length) break
    token.lastIndex = at
    const word = token.exec(text)?.[0] ?? text[at] ?? ''
    const shown = word.length > 30 ? `${word.slice(0, 30)}…` : word
    const closes = open.at(-1) === '{' ? '}' : ']'
    if (word === '"') return unclosed(trouble, text.slice(at + 1))
    if (/^\s/.test(word)) return trouble('a space here is not a common one', 'delete it and type a space')
    if (/[“”„'‘’]/.test(word[0] ?? '')) return trouble(`${shown} is in other quotes than "`, 'type " on both sides')
    if (/^\/[/*]/.test(word)) return trouble('a remark cannot stand here', 'delete it')

    if (awaits === 'more') {
      if (open.length === 0)
        return trouble(`${shown} stands after the end`, 'delete it, or the bracket too many before it')
      if (word === closes) open.pop()
      else if (word === ',') awaits = open.at(-1) === '{' ? 'name' : 'value'
      else if (word === ']' || word === '}')
        return trouble(`a ${closes} is missing before ${word}`, `put a ${closes} there`)
      else if (before.startsWith('"') && !/^["{[]/.test(word) && !bare.test(word))
        return trouble(`${shown} stands after the end of a text`, 'for quotes inside a text write “ and ”')
      else return trouble(`a comma is missing before ${shown}`, 'put a comma at the end of what stands before it')
      fresh = false
    } else if (awaits === 'colon') {
      if (word !== ':') return trouble(`a colon is missing before ${shown}`, 'write "name": and then the value')
      awaits = 'value'
    } else if ((word === '}' || word === ']') && word === closes && (fresh || before === ',')) {
      if (!fresh) return trouble(`a comma too many before ${word}`, 'delete the comma before it')
      open.pop()
      awaits = 'more'
      fresh = false
    } else if (awaits === 'name') {
      if (!word.startsWith('"'))
        return trouble(`${shown} stands where a name in quotes should`, 'write "name": "value"')
      awaits = 'colon'
      fresh = false
    } else if (word === '{' || word === '[') {
      open.push(word)
      awaits = word === '{' ? 'name' : 'value'
      fresh = true
    } else if (word.startsWith('"') || bare.test(word)) {
      awaits = 'more'
      fresh = false
    } else if (/^[,:}\]]$/.test(word)) return trouble(`a value is missing before ${word}`, 'write a text in " there')
    else return trouble(`${shown} is not in quotes`, 'put a " on both sides of a text')
    before = word
    at += word.length
  }
  at = text.trimEnd().length
  if (open.length === 0) return undefined
  const closes = open.at(-1) === '{' ? '}' : ']'
  return trouble(`the file ends, but a ${closes} is missing`, `put a ${closes} at the end`)
}

/** A text that does not end on its line, or holds what JSON knows no way to read. */
function unclosed(trouble: (say: string, hint: string) => Trouble, rest: string): Trouble {
  const [inside = ''] = /^(?:[^"\\\n]|\\.)*/.exec(rest) ?? []
  if (rest[inside.length] !== '"')
    return trouble('a text that begins here has no " at its end', 'put a " at the end of the text')
  const isSlash = /\\/.test(inside)
  return isSlash
    ? trouble('a text that begins here holds a \\', 'write \\\\ for it, or leave it out')
    : trouble('a text that begins here holds a tab or another sign without a shape', 'type a space in its place')
}
