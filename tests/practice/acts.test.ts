/** What a person can do and what they cannot: the checks that Discord's own client makes before the bot hears anything. */
import { describe, expect, it } from 'vitest'
import type { Act } from '../../src/practice/protocol.ts'
import { button, call, identified, type Place, place, screen } from './help.ts'

const option = (type: number, name: string, more: object = {}) => ({ type, name, description: 'x', ...more })
const commands = [
  {
    name: 'rate',
    description: 'x',
    options: [
      option(4, 'much', { required: true, min_value: 1, max_value: 5 }),
      option(3, 'how', { choices: [{ name: 'Calm', value: 'calm' }], max_length: 10 }),
      option(5, 'often'),
      option(6, 'who'),
      option(10, 'exactly', { autocomplete: true }),
    ],
  },
  {
    name: 'keep',
    description: 'x',
    options: [option(2, 'my', { options: [option(1, 'note', { options: [option(3, 'words')] })] })],
  },
]

async function started(body: unknown = commands) {
  const here = await place()
  const bot = await identified(here)
  await call(here, 'PUT', `/applications/${here.practice.applicationId}/commands`, body)
  const at = { person: here.robin, channel: here.general }
  const use = (name: string, options: Extract<Act, { do: 'command' }>['options']) =>
    here.practice.act({ ...at, do: 'command', name, options })
  /** The interaction's data as the bot gets it. */
  const sent = async (result: Promise<unknown>) => {
    void result
    return (await bot.frame()).d
  }
  return { here, at, use, sent }
}

it.each<[string, string, Extract<Act, { do: 'command' }>['options']]>([
  ['There is no such command.', 'nothing', {}],
  ['"much" is needed.', 'rate', {}],
  ['"much" must be a number.', 'rate', { much: '3' }],
  ['"much" must be a whole number.', 'rate', { much: 1.5 }],
  ['"much" must be at least 1.', 'rate', { much: 0 }],
  ['"much" must be at most 5.', 'rate', { much: 6 }],
  ['"how" must be one of the choices.', 'rate', { much: 1, how: 'Calm' }],
  ['"often" must be a boolean.', 'rate', { much: 1, often: 'yes' }],
  ['There is no option "more".', 'rate', { much: 1, more: 'x' }],
  ['This command needs a subcommand.', 'keep', {}],
  ['There is no "your".', 'keep your note', {}],
])('says: %s', async (why, name, options) => {
  const { use } = await started()
  expect(await use(name, options)).toEqual({ got: 'failure', why })
})

it('sends options in the order and kind of the command, with the people they name', async () => {
  const { here, use, sent } = await started()
  const { data } = await sent(use('rate', { who: here.sasha, often: false, how: 'calm', much: 5 }))
  expect(data).toMatchObject({
    options: [
      { name: 'much', type: 4, value: 5 },
      { name: 'how', type: 3, value: 'calm' },
      { name: 'often', type: 5, value: false },
      { name: 'who', type: 6, value: here.sasha },
    ],
    resolved: { users: { [here.sasha]: { username: 'sasha' } }, members: { [here.sasha]: { roles: [] } } },
  })
})

it('nests subcommands', async () => {
  const { use, sent } = await started()
  const { data } = await sent(use('keep my note', { words: 'x' }))
  expect(data).toMatchObject({
    name: 'keep',
    options: [
      { type: 2, name: 'my', options: [{ type: 1, name: 'note', options: [{ type: 3, name: 'words', value: 'x' }] }] },
    ],
  })
})

it('asks for suggestions while the rest is still unfinished', async () => {
  const { here, at, sent } = await started()
  const suggest = (focus: string) =>
    here.practice.act({ ...at, do: 'suggest', name: 'rate', options: { exactly: '1.' }, focus })
  expect(await suggest('much')).toEqual({ got: 'failure', why: '"much" has no suggestions.' })
  const result = suggest('exactly')
  const d = await sent(result)
  expect(d.data).toMatchObject({ options: [{ name: 'exactly', type: 10, value: '1.', focused: true }] })
  const answer = (value: unknown) =>
    call(
      here,
      'POST',
      `/interactions/${d.id}/${d.token}/callback`,
      { type: 8, data: { choices: [{ name: 'x', value }] } },
      {},
    )
  expect((await answer('1.5')).status).toBe(400)
  expect((await answer(1.5)).status).toBe(204)
  expect(await result).toEqual({ got: 'choices', choices: [{ name: 'x', value: 1.5 }] })
})

const menu = (more: object) => ({
  type: 1,
  components: [
    { type: 3, custom_id: 'menu', options: [1, 2, 3].map((n) => ({ label: `${n}`, value: `${n}` })), ...more },
  ],
})

const posted = async (here: Place, ...components: object[]) => {
  await call(here, 'POST', `/channels/${here.general}/messages`, { content: 'x', components })
  return screen(here, here.robin, here.general)[0]?.id ?? ''
}

it('checks what is pressed and chosen', async () => {
  const { here, at, sent } = await started()
  const disabled = { type: 1, components: [{ type: 2, style: 1, label: 'x', custom_id: 'off', disabled: true }] }
  const message = await posted(here, menu({ min_values: 2, max_values: 2 }), disabled, {
    type: 1,
    components: [{ type: 5, custom_id: 'who' }],
  })
  const press = (customId: string, values: string[] = []) =>
    here.practice.act({ ...at, do: 'press', message, customId, values })
  const failure = (why: string) => ({ got: 'failure', why })
  expect(await press('off')).toEqual(failure('This button or menu is disabled.'))
  expect(await press('none')).toEqual(failure('There is no such button or menu on this message.'))
  expect(await press('menu', ['1'])).toEqual(failure('Choose 2 to 2.'))
  expect(await press('menu', ['1', '9'])).toEqual(failure('There is no such choice.'))
  const chosen = await sent(press('menu', ['1', '3']))
  expect(chosen).toMatchObject({
    data: { component_type: 3, custom_id: 'menu', values: ['1', '3'] },
    // An ordinary message of the bot was made for nobody: only the server stands behind it.
    authorizing_integration_owners: { 0: chosen.guild_id },
  })
  const { data } = await sent(press('who', [here.sasha]))
  expect(data).toMatchObject({ component_type: 5, values: [here.sasha], resolved: { users: { [here.sasha]: {} } } })
})

it('keeps people out of channels and DMs that are not theirs', async () => {
  const { here } = await started()
  const act = { person: here.robin, channel: here.sashasDm, do: 'command', name: 'rate', options: { much: 1 } } as const
  expect(await here.practice.act(act)).toEqual({ got: 'failure', why: 'There is no such channel for this person.' })
  expect(await here.practice.act({ ...act, person: '1' })).toEqual({ got: 'failure', why: 'There is no such person.' })
})

it('lets only the one who sees it put an ephemeral message away', async () => {
  const { here } = await started()
  const message = await posted(here, button('go'))
  const dismiss = (person: string) => here.practice.act({ person, channel: here.general, do: 'dismiss', message })
  expect(await dismiss(here.robin)).toEqual({ got: 'failure', why: 'Only a message for you alone can be put away.' })
})

const letters = ['a', 'b'].map((letter) => ({ label: letter, value: letter }))

it.each<[string, { type: number; [more: string]: unknown }, string | string[], object]>([
  ['radio', { type: 21, options: letters }, 'a', { value: 'a' }],
  ['checkboxes', { type: 22, options: letters }, ['a', 'b'], { values: ['a', 'b'] }],
  ['checkbox', { type: 23 }, 'true', { value: true }],
  ['a menu', { type: 3, options: letters }, ['b'], { values: ['b'] }],
  [
    'a menu of which several are chosen',
    { type: 3, max_values: 2, options: letters },
    ['b', 'a'],
    { values: ['b', 'a'] },
  ],
  ['an optional menu left alone', { type: 3, required: false, options: letters }, [], { values: [] }],
  ['an empty optional text', { type: 4, style: 2, required: false, min_length: 5 }, '', { value: '' }],
])('submits %s as the form asks', async (_what, field, given, expected) => {
  const { here, at, use, sent } = await started([{ name: 'form', description: 'x' }])
  const result = use('form', {})
  const d = await sent(result)
  const component = { custom_id: 'field', ...field }
  const data = { custom_id: 'form', title: 'Form', components: [{ type: 18, label: 'Field', component }] }
  expect((await call(here, 'POST', `/interactions/${d.id}/${d.token}/callback`, { type: 9, data }, {})).body).toEqual(
    {},
  )
  const form = await result
  if (form.got !== 'form') throw new Error(JSON.stringify(form))
  const submitted = await sent(here.practice.act({ ...at, do: 'submit', form: form.form, fields: { field: given } }))
  expect(submitted).toMatchObject({
    type: 5,
    data: {
      custom_id: 'form',
      components: [{ type: 18, id: 1, component: { type: field.type, id: 2, custom_id: 'field', ...expected } }],
    },
  })
  expect(submitted).not.toHaveProperty('message')
})

it.each<[string, object, string[], string]>([
  ['nothing in a menu that must be answered', {}, [], 'Choose one.'],
  ['what the menu does not have', {}, ['z'], 'There is no such choice.'],
  ['more than may be chosen', {}, ['a', 'b'], 'Choose at most 1.'],
  ['less than must be', { min_values: 2, max_values: 2 }, ['a'], 'Choose at least 2.'],
  ['one choice twice', { max_values: 2 }, ['a', 'a'], 'Choose each only once.'],
])('does not submit %s', async (_what, more, given, why) => {
  const { here, at, use, sent } = await started([{ name: 'form', description: 'x' }])
  const result = use('form', {})
  const d = await sent(result)
  const component = { type: 3, custom_id: 'field', options: letters, ...more }
  const data = { custom_id: 'form', title: 'Form', components: [{ type: 18, label: 'Field', component }] }
  await call(here, 'POST', `/interactions/${d.id}/${d.token}/callback`, { type: 9, data }, {})
  const form = await result
  if (form.got !== 'form') throw new Error(JSON.stringify(form))
  expect(await here.practice.act({ ...at, do: 'submit', form: form.form, fields: { field: given } })).toEqual({
    got: 'failure',
    why,
  })
})

describe('a command for those who manage the server', () => {
  const restricted = (needs: string) => [{ name: 'settings', description: 'x', default_member_permissions: needs }]

  it('is there for Robin, who does, and tells the bot so; not for Sasha', async () => {
    const { here, at, use, sent } = await started(restricted('32'))
    const { member } = await sent(use('settings', {}))
    const { permissions } = Object.assign({ permissions: '' }, member)
    expect(BigInt(permissions) & 32n).toBe(32n)
    expect(here.practice.state(here.robin).people.map((person) => BigInt(person.permissions) & 32n)).toEqual([32n, 0n])
    expect(
      await here.practice.act({ ...at, person: here.sasha, do: 'command', name: 'settings', options: {} }),
    ).toEqual({
      got: 'failure',
      why: 'You have no permission to use this command.',
    })
  })

  it('is there for nobody but administrators where it needs "0"', async () => {
    const { use } = await started(restricted('0'))
    expect(await use('settings', {})).toEqual({ got: 'failure', why: 'You have no permission to use this command.' })
  })

  it('is there for everybody in their DM, where there is nothing to manage', async () => {
    const { here, sent } = await started(restricted('32'))
    const act = { person: here.sasha, channel: here.sashasDm, do: 'command', name: 'settings', options: {} } as const
    expect(await sent(here.practice.act(act))).not.toHaveProperty('member')
  })
})
