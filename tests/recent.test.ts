import { afterEach, describe, expect, test, vi } from 'vitest'
import { makeRecent } from '../src/recent.ts'

const hour = 60 * 60 * 1000
afterEach(() => vi.useRealTimers())

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

  test('counts nothing that is a day old, whatever span is asked', () => {
    const recent = makeRecent()
    recent.note('a', 0)
    expect(recent.times('a', 100 * hour, 24 * hour)).toBe(0)
    recent.note('a', 25 * hour)
    expect(recent.times('a', 100 * hour, 25 * hour)).toBe(1)
  })

  test('has forgotten all of it within a day, though nobody asks', () => {
    vi.useFakeTimers({ now: 0 })
    const recent = makeRecent()
    recent.note('a', 0)
    vi.advanceTimersByTime(23 * hour)
    expect(recent.times('a', 24 * hour, 1)).toBe(1)
    vi.advanceTimersByTime(hour)
    // At an earlier time it would still count, if it were there.
    expect(recent.times('a', 24 * hour, 1)).toBe(0)
  })

  test('what did not happen after all is taken back, and nothing else', () => {
    const recent = makeRecent()
    recent.note('a', 0)
    recent.note('a', hour)
    recent.forget('a', hour)
    recent.forget('a', hour)
    recent.forget('b', hour)
    expect(recent.times('a', 2 * hour, hour)).toBe(1)
  })

  test('who presses all day is counted as far as anybody asks, and costs no more than others', () => {
    const recent = makeRecent()
    for (let at = 0; at < 5000; at += 1) recent.note('a', at)
    expect(recent.times('a', hour, 5000)).toBe(16)
    expect(recent.times('a', 4, 5000)).toBe(3)
  })

  test('keeps the keys noted last when there are too many', () => {
    const recent = makeRecent(Date.now, 2)
    for (const what of ['a', 'b', 'a', 'c']) recent.note(what, 0)
    expect(['a', 'b', 'c'].map((what) => recent.times(what, hour, 0))).toEqual([2, 0, 1])
  })
})
