// @ts-check
/** A string select, in a message or in a form: the ARIA select-only combobox. */
import { el, icon } from './dom.js'
import { Listbox } from './listbox.js'

/** @typedef {import('discord-api-types/v10').APISelectMenuOption} Option */

/**
 * @typedef {object} SelectSpec
 * @property {Option[]} options
 * @property {string} [placeholder]
 * @property {number} [min_values]
 * @property {number} [max_values]
 * @property {boolean} [disabled]
 */

/**
 * @param {SelectSpec} spec
 * @param {import('./dom.js').Props} props for the box itself: a label, a description
 * @param {(values: string[]) => void} done called when the person has chosen and the list closes
 * @returns {{ element: HTMLElement, box: HTMLElement, values: () => string[] }}
 */
export function makeSelect(spec, props, done) {
  const most = spec.max_values ?? 1
  const least = spec.min_values ?? 1
  const many = most > 1
  let chosen = new Set(spec.options.filter((option) => option.default).map((option) => option.value))
  let before = chosen

  const list = new Listbox({ many })
  const value = el('span', { class: 'select-value' })
  const box = el(
    'div',
    {
      class: 'select-box',
      role: 'combobox',
      tabindex: '0',
      'aria-haspopup': 'listbox',
      'aria-disabled': spec.disabled ? 'true' : undefined,
      ...props,
      onclick: () => (list.isOpen ? settle() : open()),
      onkeydown: onKey,
      onblur: () => list.isOpen && settle(),
    },
    value,
    icon('chevron'),
  )
  list.adopt(box)
  const popup = list.element
  popup.popover = 'manual'
  const element = el('div', { class: 'select' }, box, popup)
  showValue()

  function showValue() {
    const labels = spec.options.filter((option) => chosen.has(option.value)).map((option) => option.label)
    value.textContent = labels.length > 0 ? labels.join(', ') : (spec.placeholder ?? 'Make a selection')
    value.classList.toggle('placeholder', labels.length === 0)
  }

  /** @param {number} [active] */
  function open(active) {
    if (spec.disabled) return
    if (!list.isOpen) before = new Set(chosen)
    const single = least === 0 ? 'Choose one; choose it again to take it back' : 'Choose one'
    const title = many ? `Choose ${least === most ? least : `${least} to ${most}`}, then close the list` : single
    const items = spec.options.map((option) => {
      const selected = chosen.has(option.value)
      const label = option.emoji?.name && !option.emoji.id ? `${option.emoji.name} ${option.label}` : option.label
      return {
        label,
        ...(option.description ? { about: option.description } : {}),
        selected,
        disabled: many && !selected && chosen.size >= most,
        choose: () => choose(option.value),
      }
    })
    const first = spec.options.findIndex((option) => chosen.has(option.value))
    list.open(box, title, items, active ?? Math.max(first, 0))
    if (!popup.matches(':popover-open')) popup.showPopover()
    place()
    addEventListener('scroll', place, true)
    addEventListener('resize', place)
  }

  /** Keeps the list beside its box, on the side with more room. */
  function place() {
    if (!box.isConnected) return settle()
    const at = box.getBoundingClientRect()
    const below = innerHeight - at.bottom
    const above = at.top
    const up = below < 240 && above > below
    popup.style.setProperty('left', `${at.left}px`)
    popup.style.setProperty('width', `${at.width}px`)
    popup.style.setProperty('max-height', `${Math.max(120, Math.min(340, (up ? above : below) - 12))}px`)
    popup.style.setProperty('top', up ? 'auto' : `${at.bottom + 4}px`)
    popup.style.setProperty('bottom', up ? `${innerHeight - at.top + 4}px` : 'auto')
  }

  /** @param {string} option */
  function choose(option) {
    if (!many) {
      chosen = new Set(least === 0 && chosen.has(option) ? [] : [option])
      settle(true)
      return
    }
    if (!chosen.delete(option)) chosen.add(option)
    showValue()
    open(spec.options.findIndex(({ value }) => value === option))
  }

  /** Closes the list; what was chosen counts, as in Discord. */
  function settle(always = false) {
    removeEventListener('scroll', place, true)
    removeEventListener('resize', place)
    list.close()
    if (popup.matches(':popover-open')) popup.hidePopover()
    showValue()
    const changed = chosen.size !== before.size || [...chosen].some((option) => !before.has(option))
    if (chosen.size >= least && (always || changed)) done([...chosen])
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    if (spec.disabled || event.ctrlKey || event.metaKey || event.altKey) return
    const { key } = event
    const opens = ['Enter', ' ', 'ArrowDown', 'ArrowUp'].includes(key)
    if (!list.isOpen) {
      if (!opens) return
      open()
    } else if (key === 'ArrowDown') list.move(1)
    else if (key === 'ArrowUp') list.move(-1)
    else if (key === 'Home') list.moveTo(0)
    else if (key === 'End') list.moveTo(-1)
    else if (key === 'Enter' || key === ' ') list.active?.disabled || list.active?.choose()
    else if (key === 'Escape') {
      if (!many) chosen = before
      settle()
    } else if (key.length === 1) list.seek(key)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return { element, box, values: () => [...chosen] }
}
