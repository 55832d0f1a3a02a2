/** A Markdown file of ours: front matter, then sections. The structure comes from mdast; only `[@key]`, which is ours, is looked for in texts. */
import type { Nodes, RootContent, Text } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter'
import { toString as textOf } from 'mdast-util-to-string'
import { frontmatter } from 'micromark-extension-frontmatter'
import { visit } from 'unist-util-visit'
import { isCitation } from '../core/cite.ts'
import { didYouMean, type Fault } from './fault.ts'
import { type Positioned, readYaml } from './positions.ts'

export interface TextFile {
  /** Path inside the content folder, with `/`. */
  readonly path: string
  readonly text: string
}

export interface Part {
  /** The heading's words. */
  readonly name: string
  readonly line: number
  readonly nodes: readonly RootContent[]
}

export interface Page {
  readonly file: string
  readonly front: Positioned
  /** What stands under each `##`, in order. */
  readonly parts: readonly Part[]
  readonly faults: readonly Fault[]
}

export interface Citation {
  readonly key: string
  readonly line: number
}

const extensions = { extensions: [frontmatter()], mdastExtensions: [frontmatterFromMarkdown()] }

export const lineOf = (node: Nodes): number => node.position?.start.line ?? 1

/**
 * The one fault of a text that cannot be taken apart into front matter and sections, after which nobody needs to look further.
 * @see https://github.com/micromark/micromark-extension-frontmatter#syntax
 */
export function shapeless({ path: file, text }: TextFile): Fault | undefined {
  const lines = text.split('\n').map((line) => line.trimEnd())
  const [first = ''] = lines
  const three = 'write three hyphens and nothing else: ---'
  if (first !== '---') {
    const begins = lines.findIndex((line) => line !== '')
    if (lines[begins] === '---')
      return { file, line: 1, rule: 'syntax', say: 'an empty line stands before the first ---', try: 'delete it' }
    if (isAlmostFence(first))
      return { file, line: 1, rule: 'syntax', say: `the file begins with "${first}"`, try: three }
    const hint = 'begin the file with a line ---, then title: and the others, then a line ---'
    return { file, line: 1, rule: 'front-matter', say: 'the front matter is missing', try: hint }
  }
  const heading = lines.findIndex((line) => line.startsWith('## '))
  const front = lines.slice(0, heading < 0 ? undefined : heading)
  if (front.includes('---', 1)) return undefined
  const almost = front.findIndex((line, n) => n > 0 && isAlmostFence(line))
  if (almost > 0)
    return {
      file,
      line: almost + 1,
      rule: 'syntax',
      say: `"${front[almost]?.trim()}" does not end the first part`,
      try: three,
    }
  const hint = 'put a line --- before the first ##'
  return { file, line: Math.max(1, heading), rule: 'syntax', say: 'the first part has no end', try: hint }
}

const isAlmostFence = (line: string): boolean => /^\s*([-–—]{1,5}|- - -|\*\*\*|___|===+)$/.test(line)

/** Parses a file that has a shape into front matter and `##` sections; deeper headings stay among a section's nodes. */
export function readPage({ path: file, text }: TextFile): Page {
  const faults: Fault[] = []
  const [first, ...rest] = fromMarkdown(text, extensions).children
  const front = first?.type === 'yaml' ? readYaml(file, first.value, 2, 'alone') : readYaml(file, '{}')
  const parts: { name: string; line: number; nodes: RootContent[] }[] = []
  for (const node of first?.type === 'yaml' || !first ? rest : [first, ...rest]) {
    if (node.type === 'heading' && node.depth === 2) parts.push({ name: textOf(node), line: lineOf(node), nodes: [] })
    else if (node.type === 'heading' && node.depth === 1)
      faults.push({
        file,
        line: lineOf(node),
        rule: 'sections',
        say: 'a heading with one #',
        try: 'the title stands in the front matter; sections begin with ##',
      })
    else if (parts.length > 0) parts.at(-1)?.nodes.push(node)
    else
      faults.push({
        file,
        line: lineOf(node),
        rule: 'sections',
        say: 'text before the first ## heading',
        try: 'move it under a heading',
      })
  }
  return { file, front, parts, faults: [...front.faults, ...faults] }
}

/**
 * The Markdown source of nodes that follow each other, each soft line break turned into a space:
 * CommonMark joins such lines, Discord would break them.
 */
export function source(text: string, nodes: readonly RootContent[]): string {
  const from = nodes[0]?.position?.start.offset
  const to = nodes.at(-1)?.position?.end.offset
  if (from === undefined || to === undefined) return ''
  const breaks: number[] = []
  for (const node of nodes)
    visit(node, 'text', ({ position }) => {
      const start = position?.start.offset ?? 0
      const end = position?.end.offset ?? 0
      for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) breaks.push(at)
    })
  let joined = ''
  let done = from
  for (const at of breaks) {
    joined += `${text.slice(done, at).trimEnd()} `
    done = at + 1
    while (' \t>\r'.includes(text[done] ?? 'x')) done += 1
  }
  return joined + text.slice(done, to)
}

const allowed: ReadonlySet<string> = new Set([
  'paragraph',
  'text',
  'emphasis',
  'strong',
  'list',
  'listItem',
  'link',
  'blockquote',
])

const inWords: Readonly<Record<string, string>> = {
  heading: 'a deeper heading',
  html: 'HTML',
  inlineCode: 'code',
  code: 'code (a line that begins with four spaces is code, too)',
  image: 'a picture',
  thematicBreak: 'a line across',
  break: 'a forced line break',
  definition: 'a link definition',
  linkReference: 'a link by reference',
}

/** What Discord reads as formatting though Markdown does not. */
const discordOnly: readonly (readonly [string, string])[] = [
  ['||', 'Discord hides text between ||'],
  ['~~', 'Discord strikes text between ~~'],
  ['<@', 'Discord reads <@ as a mention'],
  ['<#', 'Discord reads <# as a channel'],
  ['<t:', 'Discord reads <t: as a time'],
  ['@everyone', 'Discord reads @everyone as a mention'],
  ['@here', 'Discord reads @here as a mention'],
]

/** What somebody meant as formatting, and neither Markdown nor Discord reads so: it would stand there as it was typed. */
const slips: readonly { readonly find: RegExp; readonly say: string; readonly try: string }[] = [
  {
    find: /^[ \t]*\|.*\|[ \t]*$|^[ \t|:]*-{3,}[ \t:]*\|[-\s|:]*$/m,
    say: 'a table cannot stand here',
    try: 'write it as a list, one line of the table in each item',
  },
  { find: /^#{1,6}[^\s#\d]/m, say: 'a heading has no space after its #', try: 'write ## and then a space' },
  { find: /\[\[/, say: 'a link in [[ ]] leads nowhere', try: 'write the title, and name the card under related' },
  { find: /\)\[[^\]\s]*:\/\//, say: 'a link is the wrong way round', try: 'write it as [words](https://...)' },
  {
    find: /\*\S|\S\*/,
    say: 'a * has no partner',
    try: 'write *emphasis* or **strong**, with no space inside the stars',
  },
]

/** Discord makes links of these by itself. */
const address = {
  find: /\bhttps?:\/\/|\bwww\.\w/,
  say: 'an address stands bare',
  try: 'cite a source as [@key], write [words](https://...), or leave it out',
}

/** Paragraphs, emphasis, strong, lists, links and quotes are drawn alike by the forge and by Discord; the rest is a fault. */
export function markupFaults(file: string, text: string, nodes: readonly RootContent[]): readonly Fault[] {
  const faults: Fault[] = []
  const fault = (node: Nodes, say: string, hint?: string): void => {
    faults.push({ file, line: lineOf(node), rule: 'markup', say, ...(hint === undefined ? {} : { try: hint }) })
  }
  for (const top of nodes)
    visit(top, (node, _, parent) => {
      if (!allowed.has(node.type)) {
        fault(
          node,
          `${inWords[node.type] ?? node.type} cannot stand here`,
          'paragraphs, *emphasis*, **strong**, lists, links and quotes can',
        )
        return
      }
      const start = node.position?.start.offset ?? 0
      if (node.type === 'strong' && text.startsWith('__', start))
        fault(node, 'Discord underlines text between __', 'write **strong** with stars')
      if (node.type === 'text')
        for (const [mark, say] of discordOnly) if (node.value.includes(mark)) fault(node, say, 'leave it out')
      if (node.type === 'text')
        faults.push(...slipsIn(file, node, parent?.type === 'link' ? slips : [...slips, address]))
    })
  return faults
}

function slipsIn(file: string, node: Text, wrong: typeof slips): readonly Fault[] {
  return wrong.flatMap(({ find, say, try: hint }): Fault[] => {
    const at = node.value.search(find)
    if (at < 0) return []
    const line = lineOf(node) + (node.value.slice(0, at).match(/\n/g)?.length ?? 0)
    return [{ file, line, rule: 'markup', say, try: hint }]
  })
}

/** Every `[@key]` in these nodes, in order; `[@a; @b]` is two. Which keys exist is known only by the sources; without them all do. */
export function citations(
  file: string,
  nodes: readonly RootContent[],
  known: ReadonlySet<string> | undefined,
): { readonly cites: readonly Citation[]; readonly faults: readonly Fault[] } {
  const cites: Citation[] = []
  const faults: Fault[] = []
  for (const top of nodes)
    visit(top, 'text', (node) => {
      for (const found of node.value.matchAll(/\[\s*@([^\]]*)\]/g)) {
        const line = lineOf(node) + (node.value.slice(0, found.index).match(/\n/g)?.length ?? 0)
        if (!isCitation(found[0]))
          faults.push({
            file,
            line,
            rule: 'citations',
            say: `"${found[0]}" is not read as a citation`,
            try: 'write it as [@key] or [@key; @other]',
          })
        for (const key of (found[1] ?? '').split(';').map((one) => one.trim().replace(/^@/, ''))) {
          if (!known || known.has(key)) cites.push({ key, line })
          else
            faults.push({
              file,
              line,
              rule: 'citations',
              say: `"@${key}" is not in sources.json`,
              ...didYouMean(key, known),
            })
        }
      }
      if (node.value.replace(/\[\s*@[^\]]*\]/g, '').includes('[@'))
        faults.push({
          file,
          line: lineOf(node),
          rule: 'citations',
          say: 'a citation without its end',
          try: 'write it as [@key]',
        })
    })
  return { cites, faults }
}
