// @ts-check
/** A form (Discord's modal) in a native dialog. Nothing typed is lost until the bot has taken it. */
import { drawUnknown } from './components.js'
import { el, failure, icon, newId } from './dom.js'
import { drawText } from './markdown-view.js'
import { makeSelect } from './select.js'

/**
 * @typedef {import('discord-api-types/v10').APIModalInteractionResponseCallbackData} FormData
 * @typedef {import('discord-api-types/v10').APITextInputComponent} TextInput
 * @typedef {import('./markdown-view.js').Surroundings} Surroundings
 *
 * @typedef {object} Field
 * @property {string} name the component's `custom_id`
 * @property {() => string | string[] | undefined} read undefined: left empty
 * @property {() => string | undefined} check what is wrong, in one sentence
 * @property {HTMLElement} focus
 * @property {HTMLElement} error
 *
 * How a field is named and described to a screen reader.
 * @typedef {{ labelledby: string, describedby: string, error: HTMLElement, required: boolean }} Names
 */

/**
 * Opens the form and stays until it was taken or given up.
 * @param {FormData} data
 * @param {string} from who asks
 * @param {Surroundings} around
 * @param {(fields: Record<string, string | string[]>) => Promise<string | undefined>} submit gives back why it failed
 */
export function openForm(data, from, around, submit) {
  /** @type {Field[]} */
  const fields = []
  const titleId = newId()
  const trouble = el('div', { role: 'alert' })
  const send = el('button', { type: 'submit', class: 'button primary' }, 'Submit')
  const cancel = el('button', { type: 'button', class: 'button secondary', onclick: () => dialog.close() }, 'Cancel')
  const form = el(
    'form',
    { novalidate: true, onsubmit: trySubmit },
    el(
      'header',
      {},
      el('div', {}, el('h2', { id: titleId }, data.title), el('p', { class: 'quiet' }, `A form by ${from}`)),
      el(
        'button',
        { type: 'button', class: 'square', 'aria-label': 'Close', onclick: () => dialog.close() },
        icon('close'),
      ),
    ),
    el('div', { class: 'fields' }, ...data.components.map((component) => drawFormComponent(component, around, fields))),
    trouble,
    el('footer', {}, cancel, send),
  )
  const dialog = el('dialog', { class: 'form', 'aria-labelledby': titleId, onclose: () => dialog.remove() }, form)
  document.body.append(dialog)
  dialog.showModal()
  fields[0]?.focus.focus()

  let sending = false
  /** @param {SubmitEvent} event */
  async function trySubmit(event) {
    event.preventDefault()
    if (sending) return
    trouble.replaceChildren()
    const wrong = fields.filter((field) => !showError(field))
    if (wrong[0]) return wrong[0].focus.focus()
    /** @type {Record<string, string | string[]>} */
    const values = {}
    for (const field of fields) {
      const value = field.read()
      if (value !== undefined) values[field.name] = value
    }
    sending = true
    send.textContent = 'Sending…'
    const why = await submit(values)
    sending = false
    send.textContent = 'Submit'
    if (why === undefined) dialog.close()
    else trouble.replaceChildren(failure(`${why} What you wrote is still here.`))
  }
}

/**
 * @param {Field} field
 * @returns {boolean} whether the field is in order
 */
function showError(field) {
  const why = field.check()
  field.error.replaceChildren(...(why === undefined ? [] : [icon('warning'), why]))
  if (why === undefined) field.focus.removeAttribute('aria-invalid')
  else field.focus.setAttribute('aria-invalid', 'true')
  return why === undefined
}

/** @type {(component: FormData['components'][number], around: Surroundings, fields: Field[]) => HTMLElement} */
function drawFormComponent(component, around, fields) {
  if (component.type === 10) return drawText(component.content, around)
  if (component.type === 18) return drawLabelled(component.label, component.description, component.component, fields)
  if (component.type === 1) {
    // Forms of the older kind: a row around one text input that carries its own label.
    return el(
      'div',
      {},
      ...component.components.map((input) => drawLabelled(input.label ?? '', undefined, input, fields)),
    )
  }
  return drawUnknown(component)
}

/** @type {(label: string, about: string | undefined, inner: import('discord-api-types/v10').APIComponentInLabel, fields: Field[]) => HTMLElement} */
function drawLabelled(label, about, inner, fields) {
  const labelId = newId()
  const aboutId = newId()
  const errorId = newId()
  const error = el('p', { class: 'field-error', id: errorId, 'aria-live': 'polite' })
  const required = inner.type !== 23 && inner.required !== false
  const drawn = drawInput(inner, { labelledby: labelId, describedby: `${aboutId} ${errorId}`, error, required })
  if (!drawn) return el('div', { class: 'labelled' }, el('p', { class: 'label' }, label), drawUnknown(inner))
  fields.push(drawn.field)
  drawn.element.addEventListener(
    'input',
    () => drawn.field.focus.hasAttribute('aria-invalid') && showError(drawn.field),
  )
  const name = el('span', { id: labelId }, label, !required && el('span', { class: 'quiet' }, ' (optional)'))
  return el(
    'div',
    { class: 'labelled' },
    el('p', { class: 'label', onclick: () => drawn.field.focus.focus() }, name),
    el('p', { class: 'quiet', id: aboutId }, about ?? ''),
    drawn.element,
    error,
  )
}

/** @type {(inner: import('discord-api-types/v10').APIComponentInLabel, names: Names) => { element: HTMLElement, field: Field } | undefined} */
function drawInput(inner, names) {
  switch (inner.type) {
    case 4:
      return drawTextInput(inner, names)
    case 3: {
      const props = {
        'aria-labelledby': names.labelledby,
        'aria-describedby': names.describedby,
        'aria-required': String(names.required),
      }
      const select = makeSelect(inner, props, () => select.element.dispatchEvent(new Event('input')))
      return {
        element: select.element,
        field: {
          name: inner.custom_id,
          read: () => (select.values().length > 0 ? select.values() : undefined),
          check: () => checkCount(select.values().length, names.required, inner.min_values ?? 1, inner.max_values ?? 1),
          focus: select.box,
          error: names.error,
        },
      }
    }
    case 21:
      return drawChoices(inner.custom_id, inner.options, 'radio', names, 1, 1)
    case 22:
      return drawChoices(
        inner.custom_id,
        inner.options,
        'checkbox',
        names,
        inner.min_values ?? 1,
        inner.max_values ?? inner.options.length,
      )
    case 23: {
      const box = el('input', {
        type: 'checkbox',
        'aria-labelledby': names.labelledby,
        'aria-describedby': names.describedby,
      })
      box.checked = inner.default === true
      return {
        element: el('label', { class: 'choice single' }, box, el('span', { 'aria-hidden': 'true' }, 'Yes')),
        field: {
          name: inner.custom_id,
          read: () => String(box.checked),
          check: () => undefined,
          focus: box,
          error: names.error,
        },
      }
    }
    default:
      return undefined
  }
}

/** @type {(input: TextInput, names: Names) => { element: HTMLElement, field: Field }} */
function drawTextInput(input, names) {
  const most = input.max_length ?? 4000
  const least = input.min_length ?? 0
  const countId = newId()
  const props = {
    id: newId(),
    'aria-labelledby': names.labelledby,
    'aria-describedby': `${names.describedby} ${countId}`,
    'aria-required': String(names.required),
    placeholder: input.placeholder,
    autocomplete: 'off',
  }
  const box = input.style === 2 ? el('textarea', { rows: '4', ...props }) : el('input', { type: 'text', ...props })
  box.value = input.value ?? ''
  const count = el('span', { class: 'count', id: countId })
  const recount = () => {
    const used = box.value.length
    count.textContent =
      input.max_length || least > 0
        ? `${used} of ${least > 0 && used < least ? `at least ${least}` : most} characters`
        : ''
    count.classList.toggle('over', used > most)
  }
  box.addEventListener('input', recount)
  recount()
  return {
    element: el('div', { class: 'text-input' }, box, count),
    field: {
      name: input.custom_id,
      read: () => (box.value === '' ? undefined : box.value),
      check: () => {
        const used = box.value.length
        if (box.value.trim() === '' && names.required) return 'This field is required.'
        if (used > most) return `This is too long: ${used} of ${most} characters.`
        if (used > 0 && used < least) return `Write at least ${least} characters.`
        return undefined
      },
      focus: box,
      error: names.error,
    },
  }
}

/** @type {(count: number, required: boolean, least: number, most: number) => string | undefined} */
function checkCount(count, required, least, most) {
  if (count === 0) return required ? 'Please choose.' : undefined
  if (count < least) return `Choose at least ${least}.`
  return count > most ? `Choose at most ${most}.` : undefined
}

/** @type {(name: string, options: readonly import('discord-api-types/v10').APIRadioGroupOption[], type: 'radio' | 'checkbox', names: Names, least: number, most: number) => { element: HTMLElement, field: Field }} */
function drawChoices(name, options, type, names, least, most) {
  const group = newId()
  const boxes = options.map((option) => {
    const aboutId = newId()
    const box = el('input', {
      type,
      name: group,
      value: option.value,
      'aria-describedby': option.description ? aboutId : undefined,
    })
    box.checked = option.default === true
    const about = option.description && el('span', { class: 'quiet', id: aboutId }, option.description)
    return { box, element: el('label', { class: 'choice' }, box, el('span', {}, el('span', {}, option.label), about)) }
  })
  const chosen = () => boxes.filter(({ box }) => box.checked).map(({ box }) => box.value)
  const role = type === 'radio' ? 'radiogroup' : 'group'
  const element = el(
    'div',
    {
      role,
      tabindex: '-1',
      class: 'choices',
      'aria-labelledby': names.labelledby,
      'aria-describedby': names.describedby,
    },
    ...boxes.map((box) => box.element),
  )
  // An error is told of the group, while the focus goes to the first box in it.
  const focus = boxes[0]?.box ?? element
  return {
    element,
    field: {
      name,
      read: () => (type === 'radio' ? chosen()[0] : chosen()),
      check: () => checkCount(chosen().length, names.required, least, most),
      focus,
      error: names.error,
    },
  }
}
