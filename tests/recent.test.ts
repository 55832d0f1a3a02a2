import { describe, expect, test } from 'vitest'
import { makeRecent } from '../src/recent.ts'

const hour = 60 * 60 * 1000

describe('what happened lately', () => {
  test('counts within the span alone', () => {
    const recent = makeRecent()
    recent.note('a', 0)
    recent.note('a', hour)
    recent.note('b', hour)
    expect(recent.times('a', 2 * hour, hour)).toBe(2)
    expect(recent.times('a', hour, hour)).toBe(1)
    expect(recent.times('a', hour, 2 * hour)).toBe(0)
    expect(recent.times('c', hour, hour)).toBe(0)
  })

  test('forgets after a day whatever span is asked', () => {
    const recent = makeRecent()
    recent.note('a', 0)
    recent.note('a', 25 * hour)
    expect(recent.times('a', 100 * hour, 25 * hour)).toBe(1)
  })

  test('keeps the keys noted last when there are too many', () => {
    const recent = makeRecent(2)
    for (const what of ['a', 'b', 'a', 'c']) recent.note(what, 0)
    expect(['a', 'b', 'c'].map((what) => recent.times(what, hour, 0))).toEqual([2, 0, 1])
  })
})
