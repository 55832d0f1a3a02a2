// @ts-check
/** A list of options steered from an input: the ARIA combobox pattern with `aria-activedescendant`. */
import { el, newId } from './dom.js'

/**
 * @typedef {object} ListItem
 * @property {string} label
 * @property {string} [about] a second line
 * @property {string} [aside] quiet words at the end of the first line
 * @property {boolean} [selected]
 * @property {boolean} [disabled]
 * @property {() => void} choose
 */

export class Listbox {
  /** @type {ListItem[]} */
  #items = []
  #active = -1
  /** @type {HTMLElement | undefined} */
  #owner
  #title = el('p', { class: 'list-title', 'aria-hidden': 'true' })
  #list = el('ul', { role: 'listbox', id: newId() })
  element = el('div', { class: 'list', hidden: true }, this.#title, this.#list)

  /** @param {{ many?: boolean }} [how] */
  constructor({ many = false } = {}) {
    if (many) this.#list.setAttribute('aria-multiselectable', 'true')
    // The input keeps the focus, so a press on the list must not take it.
    this.element.addEventListener('pointerdown', (event) => event.preventDefault())
  }

  get isOpen() {
    return !this.element.hidden
  }

  get count() {
    return this.#items.length
  }

  get active() {
    return this.#items[this.#active]
  }

  /**
   * Makes an element one that steers this list.
   * @param {HTMLElement} owner
   */
  adopt(owner) {
    owner.setAttribute('aria-controls', this.#list.id)
    owner.setAttribute('aria-expanded', 'false')
  }

  /**
   * Shows these items for this input.
   * @param {HTMLElement} owner
   * @param {string} title
   * @param {ListItem[]} items
   * @param {number} [active] the item that Enter takes; -1 for none
   */
  open(owner, title, items, active = 0) {
    if (this.#owner && this.#owner !== owner) this.close()
    this.#owner = owner
    this.#items = items
    this.#title.textContent = title
    this.#list.setAttribute('aria-label', title)
    this.#list.replaceChildren(...items.map((item, index) => this.#draw(item, index)))
    this.element.hidden = false
    owner.setAttribute('aria-expanded', 'true')
    this.#activate(Math.min(active, items.length - 1))
  }

  close() {
    this.element.hidden = true
    this.#items = []
    this.#active = -1
    this.#owner?.setAttribute('aria-expanded', 'false')
    this.#owner?.removeAttribute('aria-activedescendant')
    this.#owner = undefined
  }

  /** @param {number} by */
  move(by) {
    const from = this.#active < 0 && by < 0 ? 0 : this.#active
    this.#activate((from + by + this.count) % this.count)
  }

  /** @param {number} index */
  moveTo(index) {
    this.#activate(index < 0 ? this.count - 1 : Math.min(index, this.count - 1))
  }

  /**
   * The item whose label starts with these letters, after the active one.
   * @param {string} letters
   */
  seek(letters) {
    const wanted = letters.toLocaleLowerCase()
    const index = this.#items.findIndex((item) => item.label.toLocaleLowerCase().startsWith(wanted))
    if (index >= 0) this.#activate(index)
  }

  /** @type {(item: ListItem, index: number) => HTMLElement} */
  #draw(item, index) {
    return el(
      'li',
      {
        role: 'option',
        id: `${this.#list.id}-${index}`,
        'aria-selected': String(item.selected === true),
        'aria-disabled': item.disabled === true ? 'true' : undefined,
        onclick: () => !item.disabled && item.choose(),
        onpointermove: () => this.#active !== index && this.#activate(index, false),
      },
      el(
        'span',
        { class: 'option-line' },
        el('span', { class: 'option-label' }, item.label),
        item.aside && el('span', { class: 'option-aside' }, item.aside),
      ),
      item.about && el('span', { class: 'option-about' }, item.about),
    )
  }

  /** @type {(index: number, scroll?: boolean) => void} */
  #activate(index, scroll = true) {
    this.#mark(false)
    this.#active = index
    this.#mark(true)
    const option = this.#list.children[index]
    if (option) this.#owner?.setAttribute('aria-activedescendant', option.id)
    else this.#owner?.removeAttribute('aria-activedescendant')
    if (scroll) option?.scrollIntoView({ block: 'nearest' })
  }

  /** @param {boolean} on */
  #mark(on) {
    const option = this.#list.children[this.#active]
    option?.classList.toggle('active', on)
    // Where nothing stays chosen, the option that Enter takes is the selected one.
    if (this.active?.selected === undefined) option?.setAttribute('aria-selected', String(on))
  }
}
