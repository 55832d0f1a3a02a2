// @ts-check
/** Draws the tree of `markdown.js` as DOM nodes. */
import { formatTime, practiceNow } from './clock.js'
import { el } from './dom.js'
import { parse } from './markdown.js'

/**
 * @typedef {import('./markdown.js').Block} Block
 * @typedef {import('./markdown.js').Inline} Inline
 * @typedef {import('./markdown.js').List} List
 *
 * What the words need to know of the page.
 * @typedef {object} Surroundings
 * @property {string} locale
 * @property {(kind: 'user' | 'role' | 'channel', id: string) => string} nameOf
 * @property {(name: string) => void} compose puts a command into the message field
 */

/**
 * @param {string} text Discord Markdown
 * @param {Surroundings} around
 * @returns {HTMLElement}
 */
export function drawText(text, around) {
  return el('div', { class: 'words' }, ...parse(text).map((block) => drawBlock(block, around)))
}

/**
 * One line of Discord Markdown, without blocks.
 * @param {string} text
 * @param {Surroundings} around
 */
export const drawLine = (text, around) =>
  parse(text).flatMap((block) => ('children' in block && block.kind !== 'quote' ? drawAll(block.children, around) : []))

/** @type {(block: Block, around: Surroundings) => HTMLElement} */
function drawBlock(block, around) {
  switch (block.kind) {
    case 'heading':
      // The page's own headings end at the second level: a message's begin below it.
      return el(
        /** @type {const} */ (['h3', 'h4', 'h5'])[block.level - 1] ?? 'h5',
        { class: `h${block.level}` },
        ...drawAll(block.children, around),
      )
    case 'small':
      return el('p', { class: 'subtext' }, ...drawAll(block.children, around))
    case 'paragraph':
      return el('p', {}, ...drawAll(block.children, around))
    case 'quote':
      return el('blockquote', {}, ...block.children.map((child) => drawBlock(child, around)))
    case 'codeblock':
      return el('pre', { tabindex: '0' }, el('code', {}, block.text))
    case 'list':
      return drawList(block, around)
  }
}

/** @type {(list: List, around: Surroundings) => HTMLElement} */
function drawList(list, around) {
  const items = list.items.map((item) =>
    el('li', {}, ...drawAll(item.children, around), ...item.nested.map((nested) => drawList(nested, around))),
  )
  return list.ordered ? el('ol', { start: list.start }, ...items) : el('ul', {}, ...items)
}

/** @type {(inlines: Inline[], around: Surroundings) => Node[]} */
const drawAll = (inlines, around) => inlines.map((inline) => drawInline(inline, around))

/** @type {(inline: Inline, around: Surroundings) => Node} */
function drawInline(inline, around) {
  switch (inline.kind) {
    case 'text':
      return document.createTextNode(inline.text)
    case 'strong':
      return el('strong', {}, ...drawAll(inline.children, around))
    case 'em':
      return el('em', {}, ...drawAll(inline.children, around))
    case 'underline':
      return el('u', {}, ...drawAll(inline.children, around))
    case 'strike':
      return el('s', {}, ...drawAll(inline.children, around))
    case 'spoiler':
      return drawSpoiler(drawAll(inline.children, around))
    case 'code':
      return el('code', {}, inline.text)
    case 'link':
      return drawLink(inline.href, inline.title, drawAll(inline.children, around))
    case 'time':
      return drawTime(inline.seconds * 1000, inline.style, around.locale)
    case 'command':
      return el(
        'button',
        { type: 'button', class: 'mention', onclick: () => around.compose(inline.name) },
        `/${inline.name}`,
      )
    case 'user':
      return el('span', { class: 'mention' }, `@${around.nameOf('user', inline.id)}`)
    case 'role':
      return el('span', { class: 'mention' }, `@${around.nameOf('role', inline.id)}`)
    case 'channel':
      return el('span', { class: 'mention' }, `#${around.nameOf('channel', inline.id)}`)
    case 'everyone':
      return el('span', { class: 'mention' }, inline.text)
    case 'emoji':
      return el('span', { class: 'custom-emoji' }, `:${inline.name}:`)
  }
}

/**
 * A link out of the page.
 * @param {string} href
 * @param {string | undefined} title
 * @param {Node[]} children
 */
export const drawLink = (href, title, children) =>
  el('a', { href, title: title ?? href, target: '_blank', rel: 'noopener noreferrer' }, ...children)

/**
 * A moment; relative ones are kept fresh by `tick`.
 * @param {number} time milliseconds since 1970
 * @param {string} style
 * @param {string} locale
 */
export function drawTime(time, style, locale) {
  const words = formatTime(time, style, locale, practiceNow())
  const date = new Date(time)
  if (Number.isNaN(date.getTime())) return el('span', {}, words)
  const title = formatTime(time, 'F', locale, practiceNow())
  return el('time', { datetime: date.toISOString(), title, 'data-relative': style === 'R' }, words)
}

/**
 * Hides nodes until they are asked for.
 * @param {Node[]} children
 * @param {'span' | 'div'} [tag]
 */
export function drawSpoiler(children, tag = 'span') {
  const hidden = el(tag, { class: 'hidden-words', inert: true }, ...children)
  const cover = el('button', { type: 'button', class: 'cover', 'aria-label': 'Spoiler: show it' })
  const spoiler = el(tag, { class: 'spoiler' }, hidden, cover)
  cover.addEventListener('click', () => {
    cover.remove()
    hidden.inert = false
    spoiler.classList.add('shown')
    hidden.tabIndex = -1
    hidden.focus()
  })
  return spoiler
}
