// @ts-check
/** The practice clock: what time it is, and how Discord writes a time. */

let ahead = 0

/** @param {number} now the practice server's time, milliseconds since 1970 */
export function setClock(now) {
  ahead = now - Date.now()
}

/** Milliseconds since 1970 on the practice clock. */
export const practiceNow = () => Date.now() + ahead

/** @type {Record<string, Intl.DateTimeFormatOptions>} */
const styles = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
}

/** @type {[Intl.RelativeTimeFormatUnit, number][]} */
const units = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

/**
 * A moment in one of Discord's seven styles (`reference#message-formatting-timestamp-styles`).
 * @param {number} time milliseconds since 1970
 * @param {string} style
 * @param {string} locale
 * @param {number} now
 */
export function formatTime(time, style, locale, now) {
  const date = new Date(time)
  if (Number.isNaN(date.getTime())) return 'Invalid date'
  if (style !== 'R') return new Intl.DateTimeFormat(locale, styles[style] ?? styles.f).format(date)
  const seconds = Math.round((time - now) / 1000)
  const [unit, length] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1]
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(Math.round(seconds / length), unit)
}

/**
 * Rewrites every relative time below `root`.
 * @param {ParentNode} root
 * @param {string} locale
 */
export function tick(root, locale) {
  for (const element of root.querySelectorAll('time[data-relative]')) {
    const time = Date.parse(element.getAttribute('datetime') ?? '')
    const words = formatTime(time, 'R', locale, practiceNow())
    if (element.textContent !== words) element.textContent = words
  }
}
