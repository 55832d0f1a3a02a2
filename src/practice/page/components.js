// @ts-check
/** Draws message components from the wire; a type this page does not know shows its name and JSON. */
import { el, failure, icon } from './dom.js'
import { drawSpoiler, drawText } from './markdown-view.js'
import { makeSelect } from './select.js'

/**
 * @typedef {import('discord-api-types/v10').APIMessageComponent} Component
 * @typedef {import('discord-api-types/v10').APIButtonComponent} Button
 * @typedef {import('discord-api-types/v10').APIUnfurledMediaItem} Media
 * @typedef {import('discord-api-types/v10').APIMessageComponentEmoji} Emoji
 *
 * What a component needs to know of its message and of the page.
 * @typedef {import('./markdown-view.js').Surroundings & {
 *   attachments: readonly import('discord-api-types/v10').APIAttachment[],
 *   press: (customId: string, values?: string[]) => void,
 *   show: (source: string, words: string) => void,
 * }} MessageView
 */

/** Names of the component types, from the `components/reference` page. */
const names = new Map([
  [1, 'Action Row'],
  [2, 'Button'],
  [3, 'String Select'],
  [4, 'Text Input'],
  [5, 'User Select'],
  [6, 'Role Select'],
  [7, 'Mentionable Select'],
  [8, 'Channel Select'],
  [9, 'Section'],
  [10, 'Text Display'],
  [11, 'Thumbnail'],
  [12, 'Media Gallery'],
  [13, 'File'],
  [14, 'Separator'],
  [17, 'Container'],
  [18, 'Label'],
  [19, 'File Upload'],
  [21, 'Radio Group'],
  [22, 'Checkbox Group'],
  [23, 'Checkbox'],
])

/**
 * @param {Component} component
 * @param {MessageView} view
 * @returns {HTMLElement}
 */
export function drawComponent(component, view) {
  switch (component.type) {
    case 1:
      return el('div', { class: 'row' }, ...component.components.map((child) => drawComponent(child, view)))
    case 2:
      return drawButton(component, view)
    case 3:
      return makeSelect(
        component,
        { 'aria-label': component.placeholder ?? 'Menu', 'data-custom-id': component.custom_id },
        (values) => view.press(component.custom_id, values),
      ).element
    case 9:
      return el(
        'div',
        { class: 'section' },
        el('div', { class: 'section-words' }, ...component.components.map((child) => drawComponent(child, view))),
        drawComponent(component.accessory, view),
      )
    case 10:
      return drawText(component.content, view)
    case 11:
      return maybeHidden(component.spoiler, drawPicture(component.media, component.description, view, 'thumbnail'))
    case 12:
      return el(
        'div',
        { class: `gallery of-${Math.min(component.items.length, 4)}` },
        ...component.items.map((item) =>
          maybeHidden(item.spoiler, drawPicture(item.media, item.description, view, 'picture')),
        ),
      )
    case 13:
      return maybeHidden(component.spoiler, drawFile(component, view))
    case 14:
      return el('hr', {
        class: `${component.divider === false ? 'gap' : 'line'} ${component.spacing === 2 ? 'wide' : ''}`,
      })
    case 17:
      return drawContainer(component, view)
    default:
      return drawUnknown(component)
  }
}

/** @type {(hidden: boolean | undefined, element: HTMLElement) => HTMLElement} */
const maybeHidden = (hidden, element) => (hidden ? drawSpoiler([element], 'div') : element)

/** @type {(container: import('discord-api-types/v10').APIContainerComponent, view: MessageView) => HTMLElement} */
function drawContainer(container, view) {
  const element = el('div', { class: 'container' }, ...container.components.map((child) => drawComponent(child, view)))
  if (typeof container.accent_color === 'number') {
    element.classList.add('accented')
    element.style.setProperty('--bar', `#${container.accent_color.toString(16).padStart(6, '0')}`)
  }
  return maybeHidden(container.spoiler, element)
}

const tones = ['', 'primary', 'secondary', 'success', 'danger', 'link', 'premium']

/** @type {(button: Button, view: MessageView) => HTMLElement} */
function drawButton(button, view) {
  const looks = `button ${tones[button.style] ?? 'secondary'}`
  if (button.style === 6) return drawUnknown(button)
  const words = [button.emoji && drawEmoji(button.emoji), button.label && el('span', {}, button.label)]
  if (button.style === 5) {
    // A disabled link has no address, as anchors know no `disabled`.
    const to = button.disabled ? { role: 'link', 'aria-disabled': 'true' } : { href: button.url, title: button.url }
    return el('a', { class: looks, target: '_blank', rel: 'noopener noreferrer', ...to }, ...words, icon('out'))
  }
  return el(
    'button',
    {
      type: 'button',
      class: looks,
      disabled: button.disabled,
      'data-custom-id': button.custom_id,
      'aria-label': button.label ? undefined : (button.emoji?.name ?? button.custom_id),
      onclick: () => view.press(button.custom_id),
    },
    ...words,
  )
}

/**
 * Discord's own pictures are not on this machine, so a custom emoji shows its name.
 * @param {Emoji} emoji
 */
export const drawEmoji = (emoji) =>
  emoji.id
    ? el('span', { class: 'custom-emoji' }, `:${emoji.name ?? 'emoji'}:`)
    : el('span', { class: 'emoji', 'aria-hidden': 'true' }, emoji.name ?? '')

/**
 * Where a picture or file lies; undefined if not on this machine, from where alone the page loads.
 * @param {Media} media
 * @param {MessageView} view
 */
function locate(media, view) {
  const name = media.url.startsWith('attachment://') ? media.url.slice('attachment://'.length) : undefined
  const address = name === undefined ? media.url : view.attachments.find((file) => file.filename === name)?.url
  const url = address === undefined ? null : URL.parse(address, location.href)
  return url?.origin === location.origin ? url.href : undefined
}

/** @type {(media: Media, description: string | null | undefined, view: MessageView, kind: 'thumbnail' | 'picture') => HTMLElement} */
function drawPicture(media, description, view, kind) {
  const source = locate(media, view)
  const words = description ?? ''
  if (source === undefined) {
    return el('p', { class: 'elsewhere' }, `Picture not loaded: it is not on this machine. ${words} (${media.url})`)
  }
  const size = media.width && media.height ? { width: media.width, height: media.height } : {}
  const image = el('img', { src: source, alt: words, ...size })
  if (kind === 'thumbnail') return el('span', { class: 'thumbnail' }, image)
  const button = el(
    'button',
    {
      type: 'button',
      class: 'picture',
      'aria-label': `${words || 'A picture without a description'} (enlarge)`,
      onclick: () => view.show(source, words),
    },
    image,
  )
  image.addEventListener('error', () => button.replaceWith(failure('The picture could not be loaded.')))
  return button
}

/** @type {(component: import('discord-api-types/v10').APIFileComponent, view: MessageView) => HTMLElement} */
const drawFile = ({ file, name, size }, view) =>
  drawAttachment(name ?? file.url.split('/').at(-1) ?? '', size, locate(file, view))

/**
 * A file to take away.
 * @param {string} name
 * @param {number | undefined} size bytes
 * @param {string | undefined} source
 */
export function drawAttachment(name, size, source) {
  const bytes = size === undefined ? '' : size < 1024 ? `${size} bytes` : `${(size / 1024).toFixed(1)} KB`
  return el(
    'p',
    { class: 'file' },
    icon('file'),
    el(
      'span',
      {},
      source === undefined ? name : el('a', { href: source, download: name }, name),
      el('small', {}, bytes),
    ),
  )
}

/** @type {(component: { type: number }) => HTMLElement} */
export const drawUnknown = (component) =>
  el(
    'details',
    { class: 'unknown' },
    el('summary', {}, `${names.get(component.type) ?? `Component type ${component.type}`} (not drawn here)`),
    el('pre', { tabindex: '0' }, JSON.stringify(component, null, 2)),
  )
