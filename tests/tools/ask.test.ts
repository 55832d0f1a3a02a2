/** `npm run ask` and `npm run eval:ask` as processes. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

async function run(tool: string, args: readonly string[], input = '') {
  const path = fileURLToPath(new URL(`../../src/tools/${tool}.ts`, import.meta.url))
  const child = spawn(process.execPath, [path, ...args])
  child.stdin.end(input)
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  return { out, err, code, lines: out.split('\n').filter((line) => line !== '') }
}

const jealous = 'I get jealous when my wife talks to other men and I go through her phone'
const questions = [
  { id: 'a', text: jealous },
  { id: 2, text: 'My son fails at school and my boss wants to fire me' },
  { id: 'c', text: 'i want to kill myself tonight' },
]

describe('npm run ask', () => {
  it('answers line by line, best first, and the same each time', async () => {
    const input = questions.map((one) => JSON.stringify(one)).join('\r\n')
    const { lines, err, code } = await run('ask', [], input)
    expect([err, code]).toEqual(['', 0])
    const [first, ...others] = lines.map((line) => JSON.parse(line))
    expect(first).toMatchObject({ id: 'a', kind: 'card' })
    expect(first.slugs[0]).toBe('jealousy')
    expect(first.slugs.length).toBeLessThanOrEqual(3)
    expect(others).toEqual([
      { id: 2, kind: 'none', slugs: expect.any(Array) },
      { id: 'c', kind: 'safety', slugs: [] },
    ])
    expect(others[0].slugs).toHaveLength(3)
    expect((await run('ask', [], input)).lines).toEqual(lines)
  })

  it('reads a title as the first line of the text', async () => {
    const asked = { id: 1, text: 'What should I do? I feel bad about it.' }
    const split = [
      { ...asked, title: jealous },
      { ...asked, text: `${jealous}\n${asked.text}` },
      { ...asked, title: null },
    ]
    const { lines, err } = await run('ask', [], [...split, asked].map((one) => JSON.stringify(one)).join('\n'))
    expect(err).toBe('')
    expect(JSON.parse(lines[0] ?? '').slugs[0]).toBe('jealousy')
    expect([lines[0], lines[2]]).toEqual([lines[1], lines[3]])
  })

  it('answers a bad line with none and a note, and goes on', async () => {
    const input = ['no json', '', '{"id": 4}', '[]', 'null', '{"text": "x"}', JSON.stringify(questions[0])].join('\n')
    const { lines, err, code } = await run('ask', [], input)
    expect(code).toBe(0)
    expect(lines.slice(0, -1).map((line) => JSON.parse(line))).toEqual(
      [null, 4, null, null, null].map((id) => ({ id, kind: 'none', slugs: [] })),
    )
    expect(JSON.parse(lines.at(-1) ?? '').kind).toBe('card')
    expect(err.trim().split('\n')).toEqual([1, 3, 4, 5, 6].map((n) => expect.stringMatching(`^line ${n}: `)))
    expect(err).not.toContain('no json')
  })
})

describe('npm run eval:ask', () => {
  it('prints measures with intervals, kinds, reliability, and the misses without a word of them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ask-'))
    const [q, l] = [join(folder, 'q.jsonl'), join(folder, 'l.jsonl')]
    const asked = [
      { id: 'one', title: 'Jealous', text: jealous },
      { id: 'two', text: jealous },
      { id: 'three', text: 'My son fails at school and my boss wants to fire me' },
    ]
    const labels = [
      { id: 'one', kind: 'card', slugs: ['jealousy'], either: [] },
      { id: 'two', kind: 'card', slugs: ['perfectionism'] },
      { id: 'three', kind: 'none', slugs: [] },
    ]
    writeFileSync(q, asked.map((line) => JSON.stringify(line)).join('\n'))
    writeFileSync(l, labels.map((line) => JSON.stringify(line)).join('\n'))
    const { out, err, code } = await run('eval-ask', [q, l])
    rmSync(folder, { recursive: true })
    expect([err, code]).toEqual(['', 0])
    expect(out).toMatch(/\| hit@1 \| 2 \| 50 % \| 0 % to 100 % \|/)
    expect(out).toMatch(/\| abstention: recall \| 1 \| 100 % \| 100 % to 100 % \|/)
    expect(out).toMatch(/Misses:\ntwo: card perfectionism <- card jealousy .*\n$/)
    expect(out).not.toContain('phone')
  })

  it('says what it needs', async () => {
    expect(await run('eval-ask', [])).toMatchObject({ code: 2, err: 'Try: npm run eval:ask -- QUESTIONS LABELS\n' })
    expect((await run('eval-ask', ['/nowhere', '/nowhere'])).code).toBe(1)
  })
})
