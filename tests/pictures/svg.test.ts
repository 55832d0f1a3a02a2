/** No text can leave its place in the SVG. */
import { describe, expect, it } from 'vitest'
import { escapeXml } from '../../src/pictures/svg.ts'

describe('escapeXml', () => {
  it('writes what XML would read as its own', () => {
    expect(escapeXml(`<a b="c" d='e'>&amp;`)).toBe('&lt;a b=&quot;c&quot; d=&apos;e&apos;&gt;&amp;amp;')
  })

  it('drops what XML cannot hold', () => {
    expect(escapeXml('a\u0000b\u001Bc\uFFFFd\uD800e\u{1F600}f')).toBe('abcde\u{1F600}f')
  })

  it('keeps white space, and joins a letter with its accent', () => {
    expect(escapeXml('a\tb\nc e\u0301')).toBe('a\tb\nc é')
  })
})
