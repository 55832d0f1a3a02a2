/** Every rule of `rules/` over the content: all faults at once. */
import { readdir } from 'node:fs/promises'
import { parse as parsePath } from 'node:path'
import { type Fault, inOrder } from './fault.ts'
import type { Content } from './parse.ts'
import type { Rule, Surroundings } from './rule.ts'

/** The rules by id, which is the file's name. */
export async function loadRules(folder = new URL('rules/', import.meta.url)): Promise<ReadonlyMap<string, Rule>> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.ts')).toSorted()
  const entries = files.map(async (file): Promise<[string, Rule]> => {
    const { default: rule } = (await import(new URL(file, folder).href)) as { default: Rule }
    return [parsePath(file).name, rule]
  })
  return new Map(await Promise.all(entries))
}

/** The faults that keep pages out of the library, and those that the rules find in the rest: without English words there is none. */
export function lint(content: Content, rules: ReadonlyMap<string, Rule>, around: Surroundings = {}): readonly Fault[] {
  if (content.pages[0]?.unread) return content.faults
  const found = [...rules].flatMap(([id, rule]) =>
    rule.check(content, around).map((finding) => ({ ...finding, rule: id })),
  )
  return inOrder([...content.faults, ...found])
}
