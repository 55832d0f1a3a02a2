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

/** The words of the option that Enter would take, as soon as they are these. */
const active = (page: Page) =>
  expect.poll(() =>
    page.evaluate(() => {
      const id = document.activeElement?.getAttribute('aria-activedescendant') ?? ''
      return document.getElementById(id)?.textContent ?? ''
    }),
  )

const isFocused = (locator: Locator) =>
  expect.poll(() => locator.evaluate((element) => element === document.activeElement)).toBe(true)

/** Waits until every picture in it stands, so that nothing moves any more. */
const pictures = (within: Locator) =>
  expect
    .poll(() =>
      within
        .locator('img')
        .evaluateAll((images: HTMLImageElement[]) => images.every((image) => image.complete && image.naturalWidth > 0)),
    )
    .toBe(true)

it('stays at the newest message when the tools make its pane narrower', async () => {
  const page = await open()
  const { people, channels } = place.practice.state('')
  const { id = '' } = channels.find(({ kind }) => kind === 'dm') ?? {}
  const say = (words: string) => place.practice.write(people[0]?.id ?? '', id, words)
  for (let line = 1; line <= 12; line++) say(`Line ${line}: ${'Words that fill more than a line or two. '.repeat(6)}`)
  await dm(page).getByText('Line 12: Words').waitFor()
  await page.getByRole('button', { name: 'Practice tools' }).click()
  const last = dm(page).getByRole('article').last()
  const bottom = (locator: Locator) => locator.evaluate((element) => element.getBoundingClientRect().bottom)
  const scroller = dm(page).getByRole('group', { name: 'Direct messages' })
  await expect.poll(async () => (await bottom(last)) <= (await bottom(scroller))).toBe(true)
  // Whoever reads further up is left there.
  await scroller.evaluate(
    (element) =>
      new Promise((scrolled) => {
        element.addEventListener('scroll', scrolled, { once: true })
        element.scrollTop = 0
      }),
  )
  await page.keyboard.press('Escape')
  say('The newest.')
  await dm(page).getByRole('button', { name: 'Newer messages' }).waitFor()
  expect(await scroller.evaluate((element) => element.scrollTop)).toBe(0)
})

describe('commands', () => {
  it('are chosen, filled and sent by keyboard alone', async () => {
    const page = await open()
    const pane = server(page)
    await field(pane).focus()
    await page.keyboard.type('/')
    const commands = pane.getByRole('option')
    await expect.poll(() => commands.count()).toBe(7)
    expect(await commands.nth(0).textContent()).toContain('Explains one pattern')
    await active(page).toContain('/explain')
    await page.keyboard.press('ArrowDown')
    await active(page).toContain('/form')
    await page.keyboard.press('Escape')
    await expect.poll(() => commands.count()).toBe(0)
    await page.keyboard.type('ex')
    await active(page).toContain('/explain')
    await page.keyboard.press('Tab')

    const topic = pane.getByRole('combobox', { name: 'topic' })
    await isFocused(topic)
    // Both letters at once: between two the page might ask twice, and the second list would begin at its first option again.
    await page.keyboard.insertText('re')
    await expect.poll(() => commands.allTextContents()).toEqual(['Reassurance seeking', 'The relief loop'])
    await page.keyboard.press('ArrowDown')
    await active(page).toBe('The relief loop')
    await page.keyboard.press('Enter')
    await expect.poll(() => topic.inputValue()).toBe('The relief loop')
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
    await expect.poll(() => pane.getByRole('alert').textContent()).toContain('topic: This option is required.')
    expect(await topic.getAttribute('aria-invalid')).toBe('true')
    await topic.fill('Asking')
    await expect.poll(() => pane.getByRole('option').allTextContents()).toEqual(['Asking again'])
    await pane.getByRole('option', { name: 'Asking again' }).click()
    await page.keyboard.press('ArrowDown')
    await active(page).toContain('Only the first lines')
    await page.keyboard.press('Enter')
    await active(page).toBe('True')
    await page.keyboard.press('Enter')
    await isFocused(pane.getByRole('combobox', { name: /^Add an option/ }))
    await page.keyboard.press('Enter')
    await pane.getByRole('heading', { name: 'About Asking again' }).waitFor()
  })

  it('that are not offered here say where they are', async () => {
    const page = await open()
    const pane = dm(page)
    const alert = () => pane.getByRole('alert').textContent()
    await field(pane).fill('/settings')
    await expect.poll(alert).toContain('/settings works in servers only.')
    await field(pane).press('Enter')
    await expect.poll(alert).toContain('/settings works in servers only.')
    await field(pane).fill('/zzz')
    await field(pane).press('Enter')
    await expect.poll(alert).toContain('No command fits.')
    await field(pane).fill('hello')
    await field(pane).press('Enter')
    await expect.poll(alert).toContain('Bots read commands, not messages.')
  })

  it('come from the first look too, and from a mention in a message', async () => {
    const page = await open()
    await dm(page).getByText('Explains what lies beneath.').waitFor()
    await dm(page).getByRole('button', { name: '/explain' }).click()
    await expect.poll(() => dm(page).getByRole('combobox', { name: 'topic' }).count()).toBe(1)
    await use(server(page), 'post')
    await server(page).getByRole('log').getByRole('button', { name: '/explain' }).click()
    await expect.poll(() => server(page).getByRole('combobox', { name: 'topic' }).count()).toBe(1)
  })

  it('for managers of the server are offered to them alone, and only there', async () => {
    const page = await open()
    const offered = async (pane: Locator) => {
      await field(pane).fill('/')
      await pane.getByRole('option').first().waitFor()
      const names = await pane.getByRole('option').evaluateAll((all) => all.map((one) => one.textContent ?? ''))
      return names.some((name) => name.includes('/settings'))
    }
    expect(await offered(server(page))).toBe(true)
    expect(await offered(dm(page))).toBe(false)
    await page.getByRole('button', { name: 'Practice tools' }).click()
    const note = page.getByText('Manages the server, and is offered the commands for that.')
    await note.waitFor()
    await page.getByRole('button', { name: 'Sasha' }).click()
    await note.waitFor({ state: 'hidden' })
    expect(await offered(server(page))).toBe(false)
    expect(await server(page).getByRole('button', { name: '/settings' }).count()).toBe(0)
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
    await message.getByText('hidden', { exact: true }).waitFor()
    await pictures(message)
    await message.getByRole('img', { name: 'A small square' }).waitFor()
    expect(await message.getByRole('button', { name: 'No', exact: true }).isDisabled()).toBe(true)
    await message.getByText('User Select (not drawn here)').click()
    await message.getByText('"custom_id": "people"').waitFor()
    await message.getByRole('button', { name: /The loop in five steps/ }).click()
    await page.getByRole('dialog', { name: 'The loop in five steps' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  it('change when pressed, and the focus stays in them', async () => {
    const page = await open()
    await use(server(page), 'post')
    const message = server(page).getByRole('article').last()
    await message.getByRole('button', { name: 'Change' }).focus()
    await page.keyboard.press('Enter')
    await message.getByText('It changed.').waitFor()
    await expect.poll(() => message.evaluate((article) => article.contains(document.activeElement))).toBe(true)
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
    await active(page).toContain('Like still water')
    await page.keyboard.press('Enter')
    await expect
      .poll(() => server(page).getByRole('option', { name: 'Calm' }).getAttribute('aria-selected'))
      .toBe('true')
    await page.keyboard.press('t')
    await active(page).toBe('Tense')
    await page.keyboard.press(' ')
    await expect
      .poll(() => server(page).getByRole('option', { name: 'Tired' }).getAttribute('aria-disabled'))
      .toBe('true')
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
    await isFocused(server(page).getByRole('combobox', { name: /^Add an option/ }))
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
    await expect.poll(() => page.title()).toMatch(/^\(1\)/)
    await dm(page).getByText('1 new').waitFor()
    await field(dm(page)).focus()
    await expect.poll(() => page.title()).not.toMatch(/^\(1\)/)
    await dm(page).getByText('1 new').waitFor({ state: 'detached' })
  })
})

describe('news that is late', () => {
  it('of a direct message is told, whichever way the page learns of it', async () => {
    const page = await open()
    await page.route(/\/page\/events/, () => undefined)
    await page.reload()
    await use(server(page), 'write')
    await expect.poll(() => Object.values(place.practice.state('').messages).flat().length).toBe(2)
    expect(await page.title()).not.toMatch(/^\(1\)/)
    await page.getByRole('button', { name: 'Practice tools' }).click()
    await page.getByRole('button', { name: '+5 minutes' }).click()
    await expect.poll(() => page.locator('#news').textContent()).toBe('New direct message from Undercurrent.')
    await expect.poll(() => page.title()).toMatch(/^\(1\)/)
  })

  it('of a switch does not turn it back while its change is under way', async () => {
    const page = await open()
    await page.getByRole('button', { name: 'Practice tools' }).click()
    const refuses = page.getByRole('switch', { name: 'Refuses direct messages' })
    const [state, change] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    await page.route(/\/page\/state/, async (route) => {
      const response = await route.fetch()
      await state.promise
      await route.fulfill({ response })
    })
    await page.route(/\/page\/set/, async (route) => {
      await change.promise
      await route.continue()
    })
    const asked = page.waitForRequest(/\/page\/state/)
    const answered = page.waitForResponse(/\/page\/state/)
    place.practice.set({ set: 'clock', forward: 1 })
    await asked
    const changed = page.waitForRequest(/\/page\/set/)
    await refuses.click()
    await changed
    state.resolve()
    await (await answered).finished()
    // By then the page has read it.
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
    expect(await refuses.isChecked()).toBe(true)
    change.resolve()
    await expect.poll(() => place.practice.state('').people[0]?.refusesDms).toBe(true)
    await expect.poll(() => refuses.isChecked()).toBe(true)
    await page.unrouteAll({ behavior: 'wait' })
  })
})

describe('forms', () => {
  it('show errors beside the fields, lose nothing on failure, and are taken in the end', async () => {
    const page = await open()
    await use(server(page), 'form')
    const form = page.getByRole('dialog', { name: 'Say it directly' })
    const need = form.getByRole('textbox', { name: 'What do you need?' })
    await form.waitFor()
    await isFocused(need)
    await form.getByRole('button', { name: 'Submit' }).click()
    await form.getByText('This field is required.').waitFor()
    expect(await need.getAttribute('aria-invalid')).toBe('true')
    expect(await form.getByText('Please choose.').count()).toBe(2)

    await need.fill('time')
    await form.getByText('Write at least 5 characters.').waitFor()
    await need.fill('x'.repeat(41))
    await form.getByText('This is too long: 41 of 40 characters.').waitFor()
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
    await form.waitFor({ state: 'detached' })
  })

  it('have menus, filled by keyboard alone', async () => {
    const page = await open()
    await use(server(page), 'plan')
    const form = page.getByRole('dialog', { name: 'Plan it' })
    const often = form.getByRole('combobox', { name: 'How often?', description: 'You can change it at any time.' })
    const when = form.getByRole('combobox', { name: 'When? (optional)' })
    const options = form.getByRole('option')
    await isFocused(often)
    expect(await often.textContent()).toContain('Choose what fits')
    expect(await often.getAttribute('aria-required')).toBe('true')
    expect(await when.textContent()).toContain('Evening')
    await form.getByRole('button', { name: 'Submit' }).click()
    await form.getByText('Please choose.').waitFor()
    expect(await often.getAttribute('aria-invalid')).toBe('true')
    await isFocused(often)

    await page.keyboard.press('ArrowDown')
    await active(page).toBe('DailyFor a week')
    await page.keyboard.press('Escape')
    await expect.poll(() => options.count()).toBe(0)
    // Escape closed the list and not the form.
    expect(await form.isVisible()).toBe(true)
    await page.keyboard.press('Enter')
    await page.keyboard.press('End')
    await active(page).toBe('Weekly')
    await page.keyboard.press('Enter')
    await expect.poll(() => often.textContent()).toContain('Weekly')
    await form.getByText('Please choose.').waitFor({ state: 'detached' })
    expect(await often.getAttribute('aria-invalid')).toBeNull()
    await form.getByRole('button', { name: 'Submit' }).click()
    await server(page).getByText('Planned: weekly (evening)').waitFor()
    await form.waitFor({ state: 'detached' })
  })

  it('have menus whose choice can be taken back where none is needed', async () => {
    const page = await open()
    await use(server(page), 'plan')
    const form = page.getByRole('dialog', { name: 'Plan it' })
    await form.getByText('How often?').click()
    await page.keyboard.press('Enter')
    await active(page).toBe('DailyFor a week')
    await page.keyboard.press(' ')
    await page.keyboard.press('Tab')
    await isFocused(form.getByRole('combobox', { name: 'When? (optional)' }))
    await page.keyboard.press('Enter')
    await active(page).toBe('Evening')
    await page.keyboard.press('Enter')
    await expect
      .poll(() => form.getByRole('combobox', { name: 'When? (optional)' }).textContent())
      .toContain('Make a selection')
    await form.getByRole('button', { name: 'Submit' }).click()
    await server(page).getByText('Planned: daily ()').waitFor()
  })

  it('can be given up with Escape, back to where one was', async () => {
    const page = await open()
    await use(server(page), 'form')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await isFocused(field(server(page)))
  })
})

describe('the page', () => {
  it('remembers light or dark', async () => {
    const page = await open({ colorScheme: 'light' })
    const theme = page.getByRole('button', { name: 'Dark theme' })
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    const light = await ground()
    await expect.poll(() => theme.getAttribute('aria-pressed')).toBe('false')
    await theme.click()
    await expect.poll(ground).not.toBe(light)
    await page.reload()
    await expect.poll(() => theme.getAttribute('aria-pressed')).toBe('true')
    expect(await ground()).not.toBe(light)
  })

  it('shows one pane at a time on a phone, and switches', async () => {
    const page = await open({ width: 360, height: 740 })
    await server(page).waitFor()
    await dm(page).waitFor({ state: 'hidden' })
    await use(server(page), 'write')
    await page.getByRole('button', { name: /Direct messages.*1 new/ }).click()
    await server(page).waitFor({ state: 'hidden' })
    await dm(page).getByText('A line you asked for.').waitFor()
  })

  it.each([320, 360, 640, 768, 1024, 1280, 1600])('never scrolls sideways at %i', async (width) => {
    const page = await open({ width, height: 700 })
    await use(server(page), 'post')
    await server(page).getByRole('heading', { name: 'One of everything' }).waitFor()
    await pictures(server(page))
    const wider = () =>
      page.evaluate(() =>
        [document.documentElement, ...document.querySelectorAll('.scroller')].map(
          (one) => one.scrollWidth - one.clientWidth,
        ),
      )
    expect(Math.max(...(await wider()))).toBeLessThanOrEqual(0)
    await page.getByRole('button', { name: 'Practice tools' }).click()
    await page.getByRole('complementary', { name: 'Practice tools' }).waitFor()
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
    // Once the page has heard of it too.
    await server(page).getByRole('button', { name: '/explain', description: 'Erklärt ein Muster' }).waitFor()
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
    await expect.poll(() => place.practice.state('').people[0]?.refusesDms).toBe(true)
    const { channels, misbehaviour } = place.practice.state('')
    expect(channels[0]?.botMayPost).toBe(false)
    expect(misbehaviour.rateLimited).toBe(2)
    await page.keyboard.press('Escape')
    await tools.waitFor({ state: 'hidden' })
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
    await form.waitFor({ state: 'detached' })

    await use(server(page), 'plan')
    await form.getByRole('button', { name: 'Submit' }).click()
    await form.getByText('Please choose.').waitFor()
    await page.keyboard.press('Enter')
    await form.getByRole('option', { name: 'Weekly' }).waitFor()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await form.getByRole('option').first().waitFor({ state: 'hidden' })
    await page.keyboard.press('Escape')
    await form.waitFor({ state: 'detached' })

    await page.getByRole('button', { name: 'Practice tools' }).click()
    await page.getByRole('complementary', { name: 'Practice tools' }).waitFor()
    expect(await violations(page)).toEqual([])
  })
})
