/** The prose of Markdown nodes: blocks, sentences, words, as the lint rules read them. */
import type { Paragraph, RootContent } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import { visit } from 'unist-util-visit'
import { lineOf } from './page.ts'

/** A run of text that ends where a paragraph or a list item ends. */
export interface Prose {
  readonly text: string
  readonly line: number
}

export interface Sentence {
  readonly text: string
  readonly cites: readonly string[]
}

const cite = /\s*\[\s*@[^\]]*\]/g

/** Each paragraph, list items too, with its citations still in it. */
export function prose(nodes: readonly RootContent[]): readonly Prose[] {
  const found: Prose[] = []
  const add = (node: Paragraph): void => {
    found.push({ text: textOf(node).replace(/\s+/g, ' '), line: lineOf(node) })
  }
  for (const node of nodes) visit(node, 'paragraph', add)
  return found
}

const segmenters = new Map<string, Intl.Segmenter>()

function segment(text: string, language: string, granularity: 'sentence' | 'word'): readonly Intl.SegmentData[] {
  const key = `${language} ${granularity}`
  const segmenter = segmenters.get(key) ?? new Intl.Segmenter(language, { granularity })
  segmenters.set(key, segmenter)
  return [...segmenter.segment(text)]
}

/** Sentences without their citations, which are listed beside; a citation after the full stop belongs to the sentence before it. */
export function sentences(text: string, language = 'en'): readonly Sentence[] {
  const inside = text.replace(/([.!?])((?:\s*\[\s*@[^\]]*\])+)/g, '$2$1')
  return segment(inside, language, 'sentence')
    .map(({ segment: one }) => ({
      text: one.replace(cite, '').trim(),
      cites: [...one.matchAll(cite)].flatMap(([found]) => found.match(/[a-z0-9][a-z0-9-]*/g) ?? []),
    }))
    .filter((sentence) => sentence.text !== '')
}

export const withoutCitations = (text: string): string => text.replace(cite, '')

export const wordsOf = (text: string, language = 'en'): readonly string[] =>
  segment(text, language, 'word')
    .filter((one) => one.isWordLike)
    .map((one) => one.segment)

/** The text without what stands in double quotes: there people speak for themselves. */
export const unquoted = (text: string): string => text.replace(/"[^"]*"|“[^”]*”|«[^»]*»|„[^“]*“/g, '""')
