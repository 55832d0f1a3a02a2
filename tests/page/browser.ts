/** Chromium for the page tests: found, started, and one fresh page for each test. */
import { existsSync } from 'node:fs'
import axe from 'axe-core'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'

const executablePath = process.env.CHROMIUM || '/usr/bin/chromium'

/** Starts Chromium. Throws one sentence that says what to do when there is none. */
export async function launch(): Promise<Browser> {
  if (!existsSync(executablePath)) {
    throw new Error(
      `There is no Chromium at ${executablePath}: install it (Debian: apt install chromium), or set CHROMIUM to where it is.`,
    )
  }
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

export interface View extends BrowserContextOptions {
  width?: number
  height?: number
}

/** Opens the address as a new visitor. The test fails if the page logs an error, or asks anybody but its own server. */
export async function visit(
  browser: Browser,
  url: string,
  { width = 1280, height = 800, ...options }: View = {},
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height }, ...options })
  const page = await context.newPage()
  // Well below a test's own limit, so that a failure names what was waited for.
  page.setDefaultTimeout(10_000)
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
  page.on('request', (request) => new URL(request.url()).origin === new URL(url).origin || faults.push(request.url()))
  onTestFinished(async () => {
    await context.close()
    expect(faults).toEqual([])
  })
  await page.goto(url)
  return page
}

/** The rules of WCAG 2.2 AA that the page breaks as it stands, as "rule: element" lines. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  // A list that is still appearing is half transparent: contrast counts once it stands.
  await page.evaluate(() =>
    Promise.all(
      document.getAnimations().map((animation) => animation.effect?.getTiming().iterations === 1 && animation.finished),
    ),
  )
  const run = `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })`
  const { violations } = await page.evaluate<axe.AxeResults>(run)
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`))
}
