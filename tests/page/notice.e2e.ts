/** What whoever runs the practice server tells everybody on the page. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { startPractice } from '../../src/practice/server.ts'
import { launch, violations, visit } from './browser.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser?.close())

const lines =
  'Two faults.\ncontent/en/words.yml:3 words: "a" is not a text\ncontent/en/a.md:1 files: nothing reads this file'

it.each(['light', 'dark'] as const)(
  'stands above the conversations until it is taken away (%s)',
  async (colorScheme) => {
    const practice = await startPractice()
    onTestFinished(() => practice.close())
    const page = await visit(browser, practice.url, { width: 360, colorScheme })
    const notice = page.getByRole('status').filter({ hasText: 'Two faults.' })
    // Once the channel stands, the state has come, and a notice would be there.
    await page.getByRole('combobox', { name: 'Message in general' }).waitFor()
    expect(await notice.count()).toBe(0)
    practice.notice(lines)
    await notice.waitFor()
    // Lines stay lines.
    expect((await notice.innerText()).split('\n')).toHaveLength(3)
    expect(await violations(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    practice.notice()
    await notice.waitFor({ state: 'hidden' })
  },
)

it('is there for who comes later', async () => {
  const practice = await startPractice()
  onTestFinished(() => practice.close())
  practice.notice(lines)
  const page = await visit(browser, practice.url)
  await page.getByRole('status').filter({ hasText: 'words.yml:3' }).waitFor()
})
