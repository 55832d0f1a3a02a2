/** What a text or a number needs to stand in an SVG. */

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

// XML 1.0 (https://www.w3.org/TR/xml/#charsets) has no way to write these, not even as a reference.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const unwritable = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu

/** `text` in Unicode's composed form and without the characters that XML cannot hold. */
export const writable = (text: string): string => text.replace(unwritable, '').normalize('NFC')

/** `text` as XML character data, fit for an element and for a quoted attribute. */
export const escapeXml = (text: string): string =>
  writable(text).replace(/[&<>"']/g, (character) => entities[character] ?? '')

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Box extends Point {
  readonly width: number
  readonly height: number
}

/** `box` as the attributes of a `rect`. */
export const attributes = (box: Box): string =>
  `x="${px(box.x)}" y="${px(box.y)}" width="${px(box.width)}" height="${px(box.height)}"`

/** A coordinate to a hundredth of a pixel. */
export const px = (value: number): string => String(Math.round(value * 100) / 100)
