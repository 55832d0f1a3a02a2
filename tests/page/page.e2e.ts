/** The practice page in Chromium, against the real practice server: by keyboard, for two people, light and dark, wide and narrow. */
import { once } from 'node:events'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Place, startPlace } from './bot.ts'
import { launch, type View, violations, visit } from './browser.ts'

let browser: Browser
let place: Place

beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser?.close())
beforeEach(async ({ onTestFinished }) => {
  place = await startPlace()
  // The first to be registered is the last to run: the pages are closed before their server.
  onTestFinished(() => place.close())
})

const open = (view?: View) => visit(browser, place.practice.url, view)
const server = (page: Page) => page.getByRole('region', { name: 'Server' })
const dm = (page: Page) => page.getByRole('region', { name: /^Direct messages/ })
const field = (pane: Locator) => pane.locator('.composer').getByRole('combobox').first()

/** Uses a command that needs no options. */
async function use(pane: Locator, name: string): Promise<void> {
  await field(pane).fill(`/${name}`)
  await field(pane).press('Enter')
  await pane.page().keyboard.press('Enter')
}

/** Does something that the bot leaves unanswered, and lets its three seconds pass at once. */
async function unanswered(deed: () => Promise<void>): Promise<void> {
  const sent = once(place.bot, 'interactionCreate')
  await deed()
  await sent
  place.practice.set({ set: 'clock', forward: 5_000 })
}

/** The words of the option that Enter would take. */
const active = (page: Page) =>
  page.evaluate(() => {
    const id = document.activeElement?.getAttribute('aria-activedescendant') ?? ''
    return document.getElementById(id)?.textContent ?? ''
  })

describe('commands', () => {
  it('are chosen, filled and sent by keyboard alone', async () => {
    const page = await open()
    const pane = server(page)
    await field(pane).focus()
    await page.keyboard.type('/')
    const commands = pane.getByRole('option')
    await expect.poll(() => commands.count()).toBe(5)
    expect(await commands.nth(0).textContent()).toContain('Explains one pattern')
    expect(await active(page)).toContain('/explain')
    await page.keyboard.press('ArrowDown')
    expect(await active(page)).toContain('/form')
    await page.keyboard.press('Escape')
    expect(await commands.count()).toBe(0)
    await page.keyboard.type('ex')
    await page.keyboard.press('Tab')

    const topic = pane.getByRole('combobox', { name: 'topic' })
    await expect.poll(() => topic.evaluate((input) => input === document.activeElement)).toBe(true)
    await page.keyboard.type('re')
    await expect.poll(() => commands.allTextContents()).toEqual(['Reassurance seeking', 'The relief loop'])
    await page.keyboard.press('ArrowDown')
    expect(await active(page)).toBe('The relief loop')
    await page.keyboard.press('Enter')
    expect(await topic.inputValue()).toBe('The relief loop')
    await page.keyboard.press('Enter')

    const answer = pane.getByRole('article').last()
    await answer.getByRole('heading', { name: 'About The relief loop' }).waitFor()
    expect(await answer.textContent()).toContain('Robin used /explain')
    expect(await answer.textContent()).toContain('Only you can see this')
    await answer.getByRole('button', { name: 'Dismiss message' }).click()
    await answer.waitFor({ state: 'detached' })
  })

  it('are not sent without what they need, and take what is optional', async () => {
    const page = await open()
    const pane = server(page)
    await field(pane).fill('/explain ')
    const topic = pane.getByRole('combobox', { name: 'topic' })
    await pane.getByRole('option').first().waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Enter')
    expect(await pane.getByRole('alert').textContent()).toContain('topic: This option is required.')
    expect(await topic.getAttribute('aria-invalid')).toBe('true')
    await topic.fill('Asking')
    await pane.getByRole('option', { name: 'Asking again' }).click()
    await page.keyboard.press('ArrowDown')
    expect(await active(page)).toContain('Only the first lines')
    await page.keyboard.press('Enter')
    expect(await active(page)).toBe('True')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await pane.getByRole('heading', { name: 'About Asking again' }).waitFor()
  })

  it('come from the first look too, and from a mention in a message', async () => {
    const page = await open()
    await dm(page).getByText('Explains what lies beneath.').waitFor()
    await dm(page).getByRole('button', { name: '/explain' }).click()
    expect(await dm(page).getByRole('combobox', { name: 'topic' }).count()).toBe(1)
    await use(server(page), 'post')
    await server(page).getByRole('log').getByRole('button', { name: '/explain' }).click()
    expect(await server(page).getByRole('combobox', { name: 'topic' }).count()).toBe(1)
  })

  it('that fail say so in words, where the answer would be', async () => {
    const page = await open()
    await unanswered(() => use(server(page), 'silent'))
    const answer = server(page).getByRole('article').last()
    await expect.poll(() => answer.textContent()).toContain('The application did not respond.')
    expect(await answer.textContent()).toContain('Robin used /silent')
  })
})

describe('messages', () => {
  it('are drawn from the wire, and unknown parts shown as they are', async () => {
    const page = await open()
    await use(server(page), 'post')
    const message = server(page).getByRole('article').last()
    await message.getByRole('heading', { name: 'One of everything' }).waitFor()
    for (const drawn of ['strong', 'em', 'u', 's', 'code', 'blockquote', 'ul ul', 'ol', '.subtext']) {
      expect(await message.locator(drawn).count(), drawn).toBe(1)
    }
    const link = message.getByRole('link', { name: 'a link' })
    expect(await link.getAttribute('href')).toBe('https://example.org')
    expect(await message.getByText('in 2 hours').count()).toBe(1)
    await message.getByRole('button', { name: 'Spoiler: show it' }).click()
    expect(await message.getByText('hidden', { exact: true }).isVisible()).toBe(true)
    expect(await message.getByRole('img', { name: 'A small square' }).isVisible()).toBe(true)
    expect(await message.getByRole('button', { name: 'No', exact: true }).isDisabled()).toBe(true)
    await message.getByText('User Select (not drawn here)').click()
    expect(await message.getByText('"custom_id": "people"').isVisible()).toBe(true)
    await message.getByRole('button', { name: /The loop in five steps/ }).click()
    await page.getByRole('dialog', { name: 'The loop in five steps' }).waitFor()
    await page.keyboard.press('Escape')
    expect(await page.getByRole('dialog').count()).toBe(0)
  })

  it('change when pressed, and the focus stays in them', async () => {
    const page = await open()
    await use(server(page), 'post')
    const message = server(page).getByRole('article').last()
    await message.getByRole('button', { name: 'Change' }).focus()
    await page.keyboard.press('Enter')
    await message.getByText('It changed.').waitFor()
    expect(await message.evaluate((article) => article.contains(document.activeElement))).toBe(true)
    expect(await message.getByText('(edited)').count()).toBe(1)
  })

  it('say below what was pressed that it failed', async () => {
    const page = await open()
    await use(server(page), 'post')
    const message = server(page).getByRole('article').last()
    await unanswered(() => message.getByRole('button', { name: 'Say nothing' }).click())
    await expect.poll(() => message.getByRole('alert').textContent()).toContain('The application did not respond.')
  })

  it('take a choice from a menu by keyboard', async () => {
    const page = await open()
    await use(server(page), 'post')
    const menu = server(page).getByRole('combobox', { name: 'How was it?' })
    await menu.focus()
    await page.keyboard.press('Enter')
    expect(await active(page)).toContain('Like still water')
    await page.keyboard.press('Enter')
    await page.keyboard.press('t')
    expect(await active(page)).toBe('Tense')
    await page.keyboard.press(' ')
    expect(await server(page).getByRole('option', { name: 'Tired' }).getAttribute('aria-disabled')).toBe('true')
    await page.keyboard.press('Escape')
    await server(page).getByText('You chose calm and tense.').waitFor()
  })

  it('for one person are hidden from the other; those for all are not', async () => {
    const page = await open()
    const other = await open()
    await other.getByRole('button', { name: 'Sasha' }).click()
    await use(server(page), 'post')
    await server(page).getByRole('heading', { name: 'One of everything' }).waitFor()
    await field(server(page)).fill('/explain Asking')
    await server(page).getByRole('option', { name: 'Asking again' }).click()
    await page.keyboard.press('Enter')
    await server(page).getByText('For you alone.').waitFor()
    await server(other).getByRole('heading', { name: 'One of everything' }).waitFor()
    expect(await server(other).getByRole('article').count()).toBe(1)
    await page.getByRole('button', { name: 'Sasha' }).click()
    await server(page).getByRole('heading', { name: 'One of everything' }).waitFor()
    expect(await page.getByText('For you alone.').count()).toBe(0)
    await page.getByRole('button', { name: 'Robin' }).click()
    await server(page).getByText('For you alone.').waitFor()
  })

  it('that arrive in the DM are announced and counted until they are read', async () => {
    const page = await open()
    await use(server(page), 'write')
    await dm(page).getByText('A line you asked for.').waitFor()
    await expect.poll(() => page.locator('#news').textContent()).toBe('New direct message from Undercurrent.')
    expect(await page.title()).toMatch(/^\(1\)/)
    expect(await dm(page).getByText('1 new').isVisible()).toBe(true)
    await field(dm(page)).focus()
    expect(await page.title()).not.toMatch(/^\(1\)/)
    expect(await dm(page).getByText('1 new').count()).toBe(0)
  })
})

describe('forms', () => {
  it('show errors beside the fields, lose nothing on failure, and are taken in the end', async () => {
    const page = await open()
    await use(server(page), 'form')
    const form = page.getByRole('dialog', { name: 'Say it directly' })
    const need = form.getByRole('textbox', { name: 'What do you need?' })
    await form.waitFor()
    expect(await need.evaluate((box) => box === document.activeElement)).toBe(true)
    await form.getByRole('button', { name: 'Submit' }).click()
    expect(await form.getByText('This field is required.').isVisible()).toBe(true)
    expect(await need.getAttribute('aria-invalid')).toBe('true')
    expect(await form.getByText('Please choose.').count()).toBe(2)

    await need.fill('time')
    expect(await form.getByText('Write at least 5 characters.').isVisible()).toBe(true)
    await need.fill('x'.repeat(41))
    expect(await form.getByText('This is too long: 41 of 40 characters.').isVisible()).toBe(true)
    await need.fill('time together')
    await form.getByRole('radio', { name: 'Now' }).check()
    await form.getByRole('checkbox', { name: 'Words' }).check()
    await form.getByRole('combobox', { name: 'When?' }).focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')

    place.silent = true
    await unanswered(() => form.getByRole('button', { name: 'Submit' }).click())
    await expect.poll(() => form.getByRole('alert').textContent()).toContain('The application did not respond.')
    expect(await need.inputValue()).toBe('time together')
    place.silent = false
    await form.getByRole('button', { name: 'Submit' }).click()
    await server(page).getByText('You wrote: time together (tomorrow)').waitFor()
    expect(await form.count()).toBe(0)
  })

  it('can be given up with Escape, back to where one was', async () => {
    const page = await open()
    await use(server(page), 'form')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    expect(await page.getByRole('dialog').count()).toBe(0)
    expect(await field(server(page)).evaluate((input) => input === document.activeElement)).toBe(true)
  })
})

describe('the page', () => {
  it('remembers light or dark', async () => {
    const page = await open({ colorScheme: 'light' })
    const theme = page.getByRole('button', { name: 'Dark theme' })
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    const light = await ground()
    expect(await theme.getAttribute('aria-pressed')).toBe('false')
    await theme.click()
    expect(await ground()).not.toBe(light)
    await page.reload()
    expect(await theme.getAttribute('aria-pressed')).toBe('true')
  })

  it('shows one pane at a time on a phone, and switches', async () => {
    const page = await open({ width: 360, height: 740 })
    expect(await server(page).isVisible()).toBe(true)
    expect(await dm(page).isVisible()).toBe(false)
    await use(server(page), 'write')
    await page.getByRole('button', { name: /Direct messages.*1 new/ }).click()
    expect(await server(page).isVisible()).toBe(false)
    expect(await dm(page).getByText('A line you asked for.').isVisible()).toBe(true)
  })

  it.each([320, 360, 640, 768, 1024, 1280, 1600])('never scrolls sideways at %i', async (width) => {
    const page = await open({ width, height: 700 })
    await use(server(page), 'post')
    await server(page).getByRole('heading', { name: 'One of everything' }).waitFor()
    const wider = () =>
      page.evaluate(() =>
        [document.documentElement, ...document.querySelectorAll('.scroller')].map(
          (one) => one.scrollWidth - one.clientWidth,
        ),
      )
    expect(Math.max(...(await wider()))).toBeLessThanOrEqual(0)
    await page.getByRole('button', { name: 'Practice tools' }).click()
    expect(Math.max(...(await wider()))).toBeLessThanOrEqual(0)
  })

  it('has tools that change the person, the server and the time', async () => {
    const page = await open()
    await use(server(page), 'post')
    await server(page).getByText('in 2 hours').waitFor()
    await page.getByRole('button', { name: 'Practice tools' }).click()
    const tools = page.getByRole('complementary', { name: 'Practice tools' })
    await tools.getByRole('button', { name: '+2 hours' }).click()
    await expect.poll(() => server(page).locator('time[data-relative]').textContent()).toMatch(/minute|seconds/)
    await tools.getByRole('combobox', { name: 'Language' }).selectOption('de')
    await expect.poll(() => place.practice.state('').people[0]?.locale).toBe('de')
    await field(server(page)).fill('/ex')
    await server(page).getByText('Erklärt ein Muster').waitFor()
    await tools.getByRole('switch', { name: 'Refuses direct messages' }).check()
    const many = tools.getByRole('spinbutton', { name: /429/ })
    await many.fill('2')
    place.practice.set({ set: 'botMayPost', channel: place.practice.state('').channels[0]?.id ?? '', may: false })
    await expect.poll(() => tools.getByRole('switch', { name: 'The bot may post in #general' }).isChecked()).toBe(false)
    expect(await many.inputValue(), 'news leaves alone what is being typed').toBe('2')
    await many.press('Enter')
    await expect.poll(() => place.practice.state('').misbehaviour.rateLimited).toBe(2)
    await tools.getByRole('switch', { name: 'The bot is in the server' }).uncheck()
    await server(page).getByText('The bot is not in this server.').waitFor()
    const { people, channels, misbehaviour } = place.practice.state('')
    expect(people[0]?.refusesDms).toBe(true)
    expect(channels[0]?.botMayPost).toBe(false)
    expect(misbehaviour.rateLimited).toBe(2)
    await page.keyboard.press('Escape')
    expect(await tools.isVisible()).toBe(false)
  })
})

describe.each(['light', 'dark'] as const)('WCAG 2.2 AA, %s', (colorScheme) => {
  it.each([360, 1280])('at %i', async (width) => {
    const page = await open({ width, height: 800, colorScheme })
    await page.getByRole('button', { name: '/explain' }).first().waitFor()
    expect(await violations(page)).toEqual([])

    await use(server(page), 'post')
    await server(page).getByRole('heading', { name: 'One of everything' }).waitFor()
    await unanswered(() => server(page).getByRole('button', { name: 'Say nothing' }).click())
    await server(page).getByRole('alert').filter({ hasText: 'did not respond' }).waitFor()
    expect(await violations(page)).toEqual([])

    await server(page).getByRole('combobox', { name: 'How was it?' }).press('Enter')
    await server(page).getByRole('option', { name: 'Calm' }).waitFor()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')

    await field(server(page)).fill('/')
    await server(page).getByRole('option').first().waitFor()
    expect(await violations(page)).toEqual([])
    await field(server(page)).fill('/explain ')
    await server(page).getByRole('option', { name: 'Asking again' }).waitFor()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')

    await use(server(page), 'form')
    const form = page.getByRole('dialog')
    await form.getByRole('button', { name: 'Submit' }).click()
    await form.getByText('This field is required.').waitFor()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')

    await page.getByRole('button', { name: 'Practice tools' }).click()
    expect(await violations(page)).toEqual([])
  })
})
