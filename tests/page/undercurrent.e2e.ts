/** The real bot on the practice page: a card read with all its buttons, help found, every reflection played to its end by keyboard. */
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { content } from '../../src/inputs.ts'
import { type Pair, startPair } from '../pair.ts'
import { launch, type View, violations, visit } from './browser.ts'

let browser: Browser
let pair: Pair
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser?.close())
beforeEach(async ({ onTestFinished }) => {
  pair = await startPair()
  onTestFinished(() => pair.close())
})

const open = (view?: View) => visit(browser, pair.practice.url, view)
const server = (page: Page) => page.getByRole('region', { name: 'Server' })
const dm = (page: Page) => page.getByRole('region', { name: /^Direct messages/ })
const last = (pane: Locator) => pane.getByRole('article').last()

/** Sends a command; its one option is typed, and the suggestion taken that must come first. */
async function type(pane: Locator, name: string, option?: { typed: string; first: string }) {
  const { keyboard } = pane.page()
  await pane.locator('.composer').getByRole('combobox').first().fill(`/${name}`)
  await keyboard.press('Enter')
  if (option) {
    // At once, so that the page asks for suggestions once and no later list comes in between.
    await keyboard.insertText(option.typed)
    await expect.poll(() => pane.getByRole('option').first().textContent()).toContain(option.first)
    await keyboard.press('Enter')
  }
  await keyboard.press('Enter')
}

const layWords = { typed: 'are we okay', first: 'Asking "are we okay?" again and again' }

describe('a card', () => {
  it('is found by lay words and read with every button', async () => {
    const page = await open()
    const pane = server(page)
    await type(pane, 'explain', layWords)
    const card = last(pane)
    await card.getByRole('heading', { name: layWords.first }).waitFor()
    await card.getByRole('button', { name: 'See the loop' }).click()
    const picture = card.getByRole('img', { name: /A circle of five steps/ })
    await picture.waitFor()
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(500)
    for (const name of ['Often misread', 'Sources', 'Related']) {
      await card.getByRole('button', { name, exact: true }).click()
      await card.getByRole('button', { name: 'Back to the card' }).click()
      await card.getByRole('button', { name: 'Show it here' }).waitFor()
    }
    await card.getByRole('button', { name: 'Show it here' }).click()
    await pane.getByText('No name is shown; moderators can still remove it.').waitFor()
    const posted = pane.getByRole('article').filter({ hasNotText: 'Only you can see this' })
    expect(await posted.count()).toBe(1)
    expect(await posted.textContent()).not.toContain('Robin used')
  })

  it.each(['light', 'dark'] as const)('and help meet WCAG AA on a phone (%s)', async (colorScheme) => {
    const page = await open({ width: 360, colorScheme })
    const pane = server(page)
    await type(pane, 'explain', layWords)
    await last(pane).getByRole('button', { name: 'Sources' }).waitFor()
    expect(await violations(page)).toEqual([])
    await last(pane).getByRole('button', { name: 'Help' }).click()
    await pane.getByRole('heading', { name: 'Talk to a person' }).waitFor()
    expect(await violations(page)).toEqual([])
  })
})

describe('help', () => {
  it('is two presses from /help to the numbers of a country', async () => {
    const page = await open()
    const pane = server(page)
    await type(pane, 'help')
    await last(pane).getByRole('button', { name: 'Help' }).click()
    await pane.getByRole('heading', { name: 'Talk to a person' }).waitFor()
    await last(pane).getByRole('combobox').click()
    await page.getByRole('option', { name: 'United States' }).click()
    await pane.getByText('Emergency number: 911').waitFor()
    await last(pane).getByRole('button', { name: 'Hide' }).click()
    await pane.getByText('Emergency number: 911').waitFor({ state: 'detached' })
  })
})

describe('a reflection is played to its end by keyboard', () => {
  const flows = [...(content()?.shelves.get('en')?.flows.values() ?? [])]

  it.each(flows)('$id', async ({ title }) => {
    const page = await open()
    await type(server(page), 'reflect', { typed: title, first: title })
    const pane = dm(page)
    const stays = pane.getByRole('article').filter({ hasNotText: 'Only you can see this' }).last()
    const form = page.getByRole('dialog')
    /** Presses a button and waits until the message has changed, or a form stands open. */
    const press = async (button: Locator) => {
      const before = await stays.textContent()
      await button.focus()
      await page.keyboard.press('Enter')
      await expect.poll(async () => (await stays.textContent()) !== before || (await form.count()) > 0).toBe(true)
    }
    await press(stays.getByRole('button', { name: 'Open' }))
    for (let presses = 0; presses < 20; presses++) {
      const shown = await stays.textContent()
      if (shown?.includes('Done.')) break
      // "Neither" where the gate stands, else whatever leads on first.
      const isGate = shown?.includes('Neither')
      await press(isGate ? stays.getByRole('button', { name: 'Neither' }) : stays.getByRole('button').first())
      if ((await form.count()) === 0) continue
      for (const field of await form.getByRole('textbox').all()) await field.fill('something small')
      await form.getByRole('button', { name: 'Submit' }).click()
      await form.waitFor({ state: 'detached' })
      // The form may be gone before the message has turned.
      await expect.poll(() => stays.textContent()).not.toBe(shown)
    }
    expect(await stays.textContent()).toContain('Done.')
    const end = last(pane)
    await expect.poll(() => end.textContent()).toContain('This is the end.')
    expect(await end.textContent()).toContain('Only you can see this')
    await end.getByRole('button', { name: 'Hide' }).focus()
    await page.keyboard.press('Enter')
    await pane.getByText('This is the end.').waitFor({ state: 'detached' })
  })
})
