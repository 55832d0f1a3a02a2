import { describe, expect, it } from 'vitest'
import { examine, languages, screen } from '../../src/core/screen/screen.ts'

describe.each(languages)('screen patterns: $code', ({ code, patterns, frames }) => {
  it.each(patterns.map((pattern) => [pattern.id, pattern] as const))(
    '%s has examples for and against',
    (_id, pattern) => {
      expect(pattern.for.length).toBeGreaterThanOrEqual(2)
      expect(pattern.against.length).toBeGreaterThanOrEqual(2)
    },
  )

  it.each(patterns.flatMap((pattern) => pattern.for.map((text) => [pattern.id, text, pattern] as const)))(
    '%s finds "%s"',
    (id, text, pattern) => {
      const { screening, evidence } = examine(text)
      expect(screening.class).toBe(
        pattern.class === 'minor' && screening.class === 'violence' ? 'violence' : pattern.class,
      )
      expect(evidence).toContainEqual(expect.objectContaining({ language: code, id, level: pattern.level }))
      if (pattern.strangulation === true) expect(screening.strangulation).toBe(true)
    },
  )

  it.each(patterns.flatMap((pattern) => pattern.against.map((text) => [pattern.id, text, pattern] as const)))(
    '%s leaves alone "%s"',
    (_id, text, pattern) => {
      const found = screen(text)
      expect(found.level).not.toBe('firm')
      expect(found.class).not.toBe(pattern.class)
    },
  )

  it.each(frames.flatMap((frame) => frame.for.map((text) => [frame.id, text] as const)))(
    '%s quiets "%s"',
    (_id, text) => {
      expect(screen(text).level).not.toBe('firm')
    },
  )

  it.each(frames.flatMap((frame) => frame.against.map((text) => [frame.id, text] as const)))(
    '%s does not quiet "%s"',
    (_id, text) => {
      expect(screen(text).level).toBe('firm')
    },
  )
})
