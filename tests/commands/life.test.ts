/** From the yes to the last byte, over the wire: settings, the record, the file, `/clear`, and a DM without our messages. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isEphemeral, labels, type Pair, startPair, text } from '../pair.ts'

let pair: Pair
beforeAll(async () => {
  pair = await startPair()
})
afterAll(() => pair.close())

/** Everything in the files of the store, byte by byte. */
const onDisk = () => {
  const data = join(pair.folder, 'data')
  return readdirSync(data).map((file) => readFileSync(join(data, file), 'latin1'))
}

test('a life with the bot, and what is left of it', async () => {
  const { robin, practice } = pair
  await robin.use('settings', {}, 'dm')
  await robin.press('18 or older', 'dm')
  await robin.press('Yes, keep it', 'dm')
  const settings = await robin.reads(/Discreet mode is off/, 'dm')
  expect(isEphemeral(settings)).toBe(true)

  await robin.use('privacy', {}, 'dm')
  await robin.press('Show it', 'dm')
  expect(text(robin.last('dm'))).toMatch(/You said yes on <t:\d+:f>, to version 1/)
  await robin.press('Back', 'dm')
  await robin.press('Export', 'dm')
  expect(text(robin.last('dm'))).toContain('"discreet": false')
  await robin.pressOld('privacy/file')
  expect(robin.last('dm').message.components?.some(({ type }) => type === 13)).toBe(true)
  await robin.press('Hide', 'dm')

  await robin.use('reflect', { flow: 'pause' }, 'dm')
  await robin.reads(/Here is what you asked for/, 'dm')
  await robin.press('Stop', 'dm')
  for (const bytes of onDisk()) expect(bytes).not.toMatch(new RegExp(`${robin.id}|adult|discreet|en-US`))

  await robin.use('clear', {}, 'dm')
  await robin.press('Erase everything', 'dm')
  await robin.reads(/Your data is gone\. I am now deleting my messages here\./, 'dm')
  await pair.look()
  await practice.until(() => robin.seen('dm').every((message) => isEphemeral(message)))
  await robin.use('privacy', {}, 'dm')
  await robin.reads(/I keep nothing about you\./, 'dm')
  expect(labels(robin.last('dm'))).not.toContain('Show it')
})

test('in discreet mode nothing arrives in the DM', async () => {
  const { sasha } = pair
  await sasha.use('settings')
  await sasha.press('18 or older')
  await sasha.press('Yes, keep it')
  await sasha.press('Turn discreet mode on')
  await sasha.reads(/Discreet mode is on/)
  await sasha.use('reflect', { flow: 'pause' })
  const opening = await sasha.reads(/right here\. Only you see this/)
  expect(isEphemeral(opening)).toBe(true)
  expect(sasha.seen('dm')).toEqual([])
})

test('a server’s settings hold for its cards and its help', async () => {
  const { robin } = pair
  await robin.use('server')
  const form = await robin.press('Set a help contact')
  if (form.got !== 'form') throw new Error('no form')
  await robin.submit(form.form, { contact: 'not a link' })
  await robin.reads(/Nothing was changed/)
  const again = await robin.press('Try again')
  if (again.got !== 'form') throw new Error('no form')
  await robin.submit(again.form, { contact: 'https://help.example.org/' })
  await robin.press('Keep cards private')
  await robin.use('explain', { topic: 'negative-reinforcement' })
  expect(labels(robin.last('server'))).not.toContain('Show it here')
  await robin.use('support')
  expect(text(robin.last('server'))).toMatch(
    /From this server, not checked by us\*\*\n<https:\/\/help\.example\.org\/>$/,
  )
  await robin.use('support', {}, 'dm')
  expect(text(robin.last('dm'))).not.toContain('From this server')
})
