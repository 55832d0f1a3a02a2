/** Where a page may lead. */
import { visit } from 'unist-util-visit'
import { isUnread } from '../fault.ts'
import { lineOf } from '../page.ts'
import type { Finding, Rule } from '../rule.ts'

/** Addresses of references; help lines' own hosts are added from `helplines.json`. */
const hosts: readonly string[] = ['doi.org', 'github.com']

const rule: Rule = {
  about: 'A link leads by https to doi.org, to a help line of ours or to this project, nowhere else.',
  check: ({ pages, library, helplines: { faults } }) => {
    const { directories, countries } = library.helplines
    const lines = [...directories, ...countries.flatMap((country) => country.lines)]
    if (isUnread(faults) || lines.length === 0) return []
    const known = new Set([...hosts, ...lines.flatMap(({ web, chat }) => [web, chat].flatMap(host))])
    const all = pages.flatMap(({ cards, flows, article }) => [
      ...[...cards.values()].map(({ file, sections }) => ({ file, nodes: sections.flatMap(({ nodes }) => nodes) })),
      ...flows.values(),
      ...(article
        ? [{ file: article.file, nodes: [...article.opening, ...article.claims.flatMap(({ nodes }) => nodes)] }]
        : []),
    ])
    return all.flatMap(({ file, nodes }) => {
      const found: Finding[] = []
      for (const top of nodes)
        visit(top, 'link', (node) => {
          if (node.url.startsWith('#')) return
          if (node.url.startsWith('https://') && host(node.url).some((one) => known.has(one))) return
          const hint = 'cite a source as [@key], or leave the link out'
          found.push({ file, line: lineOf(node), say: `a link to ${node.url}`, try: hint })
        })
      return found
    })
  },
}
export default rule

function host(address: string | undefined): readonly string[] {
  const url = address === undefined ? null : URL.parse(address)
  return url ? [url.host.replace(/^www\./, '')] : []
}
