// @ts-check
/** DOM nodes in one call, never from markup: text from the wire stays text. */

/** @typedef {Node | string | false | null | undefined} Child */
/** @typedef {Record<string, string | number | boolean | undefined | ((event: any) => void)>} Props */

/**
 * Makes an element. `on...` properties become listeners; `true` an empty attribute; `false` and `undefined` none.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Props} [props]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, props = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value)
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : String(value))
  }
  element.append(...children.filter((child) => child !== false && child !== null && child !== undefined))
  return element
}

/**
 * The one element the page's own markup has under this id.
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} type
 * @returns {T}
 */
export function byId(id, type) {
  const element = document.getElementById(id)
  if (!(element instanceof type)) throw new Error(`The page has no ${type.name} with the id ${id}.`)
  return element
}

let ids = 0
/** An id unique on the page. */
export function newId() {
  ids += 1
  return `u${ids}`
}

/** Line drawings on a 16 by 16 grid. */
const drawings = {
  warning: 'M8 2.2 14.4 13.4H1.6ZM8 6.4v3.2M8 11.5v.1',
  eye: 'M1.4 8S3.8 3.6 8 3.6 14.6 8 14.6 8 12.2 12.4 8 12.4 1.4 8 1.4 8ZM8 9.8A1.8 1.8 0 1 0 8 6.2a1.8 1.8 0 0 0 0 3.6Z',
  out: 'M6.5 3.5h-3v9h9v-3M9.5 2.5h4v4M13.5 2.5 7.5 8.5',
  chevron: 'M4 6l4 4 4-4',
  close: 'M4 4l8 8M12 4l-8 8',
  file: 'M4 1.8h5l3 3v9.4H4ZM9 1.8v3h3',
  send: 'M2.2 8 13.6 2.8 10.2 13.4 7.4 9.2ZM7.4 9.2 13.6 2.8',
  tools: 'M2 4.5h6.5M12 4.5h2M2 11.5h2M7.5 11.5H14M10.2 2.7v3.6M5.8 9.7v3.6',
  theme: 'M8 2.2a5.8 5.8 0 1 0 0 11.6ZM8 2.2a5.8 5.8 0 0 1 0 11.6',
  down: 'M8 3v9.4M4 8.6l4 4 4-4',
  command: 'M10.6 2 5.4 14',
  check: 'M3 8.6 6.4 12 13 4.6',
}

/**
 * @param {keyof typeof drawings} name
 * @returns {SVGElement} hidden from screen readers: the words beside it say what it means
 */
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('viewBox', '0 0 16 16')
  svg.setAttribute('class', 'icon')
  svg.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  path.setAttribute('d', drawings[name])
  svg.append(path)
  return svg
}

/**
 * A failure, as a picture and in words, not by colour alone.
 * @param {string} why
 * @param {Props} [props]
 */
export const failure = (why, props = {}) =>
  el('p', { class: 'failure', ...props }, icon('warning'), el('span', {}, why))

/**
 * A round picture with the first letter of a name; the name always stands beside it.
 * @param {string} name
 * @param {'bot' | 'person'} kind
 */
export const avatar = (name, kind) =>
  el('span', { class: `avatar ${kind}`, 'aria-hidden': 'true' }, [...name][0]?.toUpperCase() ?? '')
