/** `npm run preview` as an author meets it: a process that opens a page. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text as allOf } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { content } from '../../src/inputs.ts'
import type { PageState } from '../../src/practice/protocol.ts'
import { text } from '../pair.ts'

const books = content()?.shelves.get('en')

function preview(...args: string[]) {
  const script = fileURLToPath(new URL('../../src/tools/preview.ts', import.meta.url))
  const child = spawn(process.execPath, [script, ...args], { env: { ...process.env, PORT: '0', LOG_LEVEL: 'silent' } })
  onTestFinished(() => void child.kill())
  return child
}

/** What the first person sees on the page that the tool names, channel by channel. */
async function opened(id: string) {
  const child = preview(id)
  const failed = allOf(child.stderr)
  let said = ''
  for await (const chunk of child.stdout) {
    said += chunk
    if (said.includes('Ctrl+C')) break
  }
  const url = /http:\S+/.exec(said)?.[0]
  if (!url) throw new Error(`the preview ended: ${await failed}`)
  const state = (await (await fetch(`${url}page/state?person=`)).json()) as PageState
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  expect(await exit).toEqual([0, null])
  const of = (kind: 'server' | 'dm') => state.channels.find((channel) => channel.kind === kind)?.id ?? ''
  const shown = (kind: 'server' | 'dm') => (state.messages[of(kind)] ?? []).map(text).join('\n')
  return { server: shown('server'), dm: shown('dm') }
}

test('a card is open on the page', async () => {
  expect((await opened('jealousy')).server).toContain(`## ${books?.cards.get('jealousy')?.title}`)
})

test('a reflection is open in the DM', async () => {
  expect((await opened('under-it')).dm).toContain('Here is what you asked for.')
})

test('the article is open on the page', async () => {
  expect((await opened('article')).server).toContain(`## ${books?.article?.title}`)
})

test.each([
  ['jelousy', /^There is no card and no reflection called "jelousy": did you mean jealousy\b.*\?\n$/],
  ['somebody-cheated', /did you mean .*infidelity-insecurity/],
  ['', /^Try: npm run preview <id>/],
])('an unknown id "%s" gets one sentence, and exit status 1', async (id, says) => {
  const child = preview(...(id === '' ? [] : [id]))
  const [out, err, [code]] = await Promise.all([allOf(child.stdout), allOf(child.stderr), once(child, 'exit')])
  expect({ out, code }).toEqual({ out: '', code: 1 })
  expect(err).toMatch(says)
})
