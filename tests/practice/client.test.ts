/** An unmodified discord.js client lives on the practice server: everything the bot will do, done by the plain library. */
import {
  AttachmentBuilder,
  type ChatInputCommandInteraction,
  ComponentType,
  type Interaction,
  MessageFlags,
} from 'discord.js'
import { expect, it } from 'vitest'
import { button, client, next, place, screen, use } from './help.ts'

/** One pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

it('connects, knows itself, and registers commands that the page then shows', async () => {
  const here = await place({ profile: { name: 'Undercurrent', description: 'Explains.' } })
  const bot = await client(here)
  expect(bot.user.username).toBe('Undercurrent')
  await bot.application.fetch()
  expect(bot.application.description).toBe('Explains.')
  await bot.application.edit({ description: 'Explains patterns.' })
  const { bot: shown, commands } = here.practice.state(here.robin)
  expect(shown).toMatchObject({ description: 'Explains patterns.', connected: true, inServer: true })
  expect(commands.map(({ name }) => name)).toEqual(['explain', 'server'])
  const fetched = await bot.application.commands.fetch({ withLocalizations: true })
  expect(fetched.map(({ name }) => name)).toEqual(['explain', 'server'])
  await bot.application.commands.set([])
  expect(here.practice.state(here.robin).commands).toEqual([])
})

it('answers, follows up, edits and deletes', async () => {
  const here = await place()
  await client(here, async (interaction) => {
    if (!interaction.isChatInputCommand()) return
    const { resource } = await interaction.reply({ content: 'one', withResponse: true })
    expect(resource?.message?.content).toBe('one')
    const more = await interaction.followUp('two')
    await interaction.editReply('one, edited')
    expect((await interaction.fetchReply()).content).toBe('one, edited')
    await interaction.webhook.editMessage(more, 'two, edited')
    const gone = await interaction.followUp('three')
    await interaction.deleteReply(gone)
    await interaction.followUp('end')
  })
  expect(await here.practice.act(use(here.robin, here.general))).toEqual({ got: 'answer' })
  await here.practice.until(() => screen(here, here.robin, here.general).at(-1)?.content === 'end')
  const seen = screen(here, here.robin, here.general)
  expect(seen.map(({ content }) => content)).toEqual(['one, edited', 'two, edited', 'end'])
  expect(seen[0]).toMatchObject({ type: 20, interaction_metadata: { user: { id: here.robin } } })
  expect(seen[1]?.interaction_metadata).toMatchObject({ original_response_message_id: seen[0]?.id })
  expect(here.practice.state(here.sasha).messages[here.general]?.[0]?.usedBy).toEqual({
    person: here.robin,
    command: 'explain',
  })
})

it('defers for one person, then fills the answer', async () => {
  const here = await place()
  const { promise: waiting, resolve: go } = Promise.withResolvers<void>()
  await client(here, async (interaction) => {
    if (!interaction.isChatInputCommand()) return
    await interaction.deferReply({ flags: MessageFlags.Ephemeral })
    await waiting
    await interaction.editReply({
      flags: MessageFlags.IsComponentsV2,
      components: [{ type: ComponentType.TextDisplay, content: 'there' }],
    })
  })
  await here.practice.act(use(here.robin, here.general))
  const [thinking] = here.practice.state(here.robin).messages[here.general] ?? []
  expect(thinking).toMatchObject({ waiting: true, seenBy: here.robin, message: { flags: 64 | 128 } })
  expect(screen(here, here.sasha, here.general)).toEqual([])
  go()
  const { message } = await here.practice.settled(thinking?.message.id ?? '')
  expect(message).toMatchObject({
    flags: 64 | (1 << 15),
    components: [{ type: 10, content: 'there', id: 1 }],
    edited_timestamp: null,
  })
})

it('fills a deferred answer with the first follow-up', async () => {
  const here = await place()
  await client(here, async (interaction) => {
    if (!interaction.isChatInputCommand()) return
    await interaction.deferReply({ flags: MessageFlags.Ephemeral })
    await interaction.followUp('first')
    await interaction.followUp('second')
  })
  await here.practice.act(use(here.robin, here.general))
  await here.practice.until(() => screen(here, here.robin, here.general).length === 2)
  expect(screen(here, here.robin, here.general).map(({ content, flags }) => [content, flags])).toEqual([
    ['first', 64],
    ['second', 0],
  ])
})

it('suggests, in the words typed so far', async () => {
  const here = await place()
  await client(here, (interaction) => {
    if (!interaction.isAutocomplete()) return
    const { name, value } = interaction.options.getFocused(true)
    return interaction.respond([{ name: `${name}: ${value}`, value: 'loop' }])
  })
  const act = {
    person: here.robin,
    channel: here.general,
    do: 'suggest',
    name: 'explain',
    options: { topic: 'lo' },
    focus: 'topic',
  } as const
  expect(await here.practice.act(act)).toEqual({ got: 'choices', choices: [{ name: 'topic: lo', value: 'loop' }] })
})

it('is pressed: changes the message, or answers beside it, and opens a form whose answer changes the message', async () => {
  const here = await place()
  const seen: Interaction[] = []
  await client(here, async (interaction) => {
    seen.push(interaction)
    if (interaction.isChatInputCommand())
      await interaction.reply({ content: 'start', components: [button('change'), button('form')] })
    else if (interaction.isButton() && interaction.customId === 'change') await interaction.update('changed')
    else if (interaction.isButton()) {
      await interaction.showModal({
        custom_id: 'feeling',
        title: 'A form',
        components: [
          { type: 10, content: 'No names, please.' },
          { type: 18, label: 'Feeling', component: { type: 4, style: 1, custom_id: 'words', min_length: 3 } },
          {
            type: 18,
            label: 'How strong',
            component: { type: 3, custom_id: 'scale', options: [{ label: 'much', value: '3' }] },
          },
        ],
      })
    } else if (interaction.isModalSubmit() && interaction.isFromMessage()) {
      await interaction.update(
        `${interaction.fields.getTextInputValue('words')} ${interaction.fields.getStringSelectValues('scale')}`,
      )
    }
  })
  const at = { person: here.sasha, channel: here.general }
  await here.practice.act(use(here.robin, here.general))
  const [message] = screen(here, here.sasha, here.general)
  const press = (customId: string) => here.practice.act({ ...at, do: 'press', message: message?.id ?? '', customId })
  expect(await press('change')).toEqual({ got: 'answer' })
  expect(screen(here, here.robin, here.general)[0]?.content).toBe('changed')
  expect(seen[1]).toMatchObject({ user: { id: here.sasha }, message: { id: message?.id } })

  const form = await press('form')
  if (form.got !== 'form') throw new Error(JSON.stringify(form))
  expect(form.data).toMatchObject({
    title: 'A form',
    components: [{ type: 10, id: 1 }, { id: 2, component: { id: 3 } }, {}],
  })
  const send = (fields: Record<string, string | string[]>) =>
    here.practice.act({ ...at, do: 'submit', form: form.form, fields })
  expect(await send({ words: 'ab', scale: ['3'] })).toEqual({ got: 'failure', why: 'Write at least 3 characters.' })
  expect(await send({ words: 'sad', scale: ['9'] })).toEqual({ got: 'failure', why: 'There is no such choice.' })
  expect(await send({ words: 'sad', scale: ['3'] })).toEqual({ got: 'answer' })
  expect(screen(here, here.robin, here.general)[0]?.content).toBe('sad 3')
  expect(await send({ words: 'sad', scale: ['3'] })).toEqual({ got: 'failure', why: 'That form is gone.' })
})

it('uploads a picture, keeps it through an edit, and lets it go', async () => {
  const here = await place()
  const { promise: used, resolve: remember } = Promise.withResolvers<ChatInputCommandInteraction>()
  await client(here, async (interaction) => {
    if (!interaction.isChatInputCommand()) return
    remember(interaction)
    await interaction.reply({
      flags: MessageFlags.IsComponentsV2,
      files: [new AttachmentBuilder(png, { name: 'the loop.png', description: 'A loop' })],
      components: [
        {
          type: ComponentType.MediaGallery,
          items: [{ media: { url: 'attachment://the_loop.png' }, description: 'A loop' }],
        },
      ],
    })
  })
  await here.practice.act(use(here.robin, here.general))
  const [message] = screen(here, here.robin, here.general)
  const [gallery] = message?.components ?? []
  if (gallery?.type !== ComponentType.MediaGallery) throw new Error('There is no gallery.')
  const { url, content_type, width } = gallery.items[0]?.media ?? { url: '' }
  expect({ content_type, width }).toEqual({ content_type: 'image/png', width: 1 })
  const picture = await fetch(url)
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png'])
  expect(Buffer.from(await picture.arrayBuffer())).toEqual(png)
  // A picture that a component shows is not listed a second time.
  expect(message?.attachments).toEqual([])

  const interaction = await used
  const again = { type: ComponentType.Thumbnail as const, media: { url: 'attachment://the_loop.png' } }
  const text = { type: ComponentType.TextDisplay as const, content: 'x' }
  await interaction.editReply({ components: [{ type: ComponentType.Section, components: [text], accessory: again }] })
  expect(screen(here, here.robin, here.general)[0]?.components).toMatchObject([{ accessory: { media: { url } } }])
  await interaction.editReply({ components: [text], attachments: [] })
  expect((await fetch(url)).status).toBe(404)
})

it('opens a DM, writes there once for one nonce, and reads it back', async () => {
  const here = await place()
  const bot = await client(here)
  const robin = await bot.users.fetch(here.robin)
  const dm = await robin.createDM()
  expect(dm.id).toBe(here.robinsDm)
  const say = () =>
    dm.send({ content: 'A small thing.', nonce: 'n1', enforceNonce: true, flags: MessageFlags.SuppressNotifications })
  const [first, second] = [await say(), await say()]
  expect(second.id).toBe(first.id)
  await dm.send({ content: 'Another.', nonce: 'n2', enforceNonce: true })
  expect((await dm.messages.fetch({ limit: 20, cache: false })).map(({ content }) => content)).toEqual([
    'Another.',
    'A small thing.',
  ])
  expect(screen(here, here.robin, here.robinsDm)[0]?.flags).toBe(1 << 12)
  here.practice.set({ set: 'clock', forward: 10 * 60_000 })
  expect((await say()).id).not.toBe(first.id)
  await first.edit('Changed.')
  expect(screen(here, here.robin, here.robinsDm)[0]?.content).toBe('Changed.')
  await first.delete()
  expect(screen(here, here.robin, here.robinsDm).map(({ content }) => content)).toEqual(['Another.', 'A small thing.'])
})

it('is dropped, resumes, and gets what happened meanwhile', async () => {
  const here = await place()
  const bot = await client(
    here,
    (interaction) => interaction.isChatInputCommand() && interaction.reply('late but there'),
  )
  for (const how of ['cut', 'asked'] as const) {
    const resumed = next(bot, 'shardResume')
    here.practice.set({ set: 'drop', how })
    const answer = here.practice.act(use(here.robin, here.general))
    expect(await answer).toEqual({ got: 'answer' })
    await resumed
    expect(here.practice.state(here.robin).bot.connected).toBe(true)
  }
  expect(screen(here, here.robin, here.general)).toHaveLength(2)
})

it('outlives rate limits, failing servers and slow ones', async () => {
  const here = await place()
  const bot = await client(here)
  here.practice.set({ set: 'misbehaviour', misbehaviour: { rateLimited: 1, failing: 1, slow: 5 } })
  const limited = new Promise((resolve) => bot.rest.once('rateLimited', resolve))
  await bot.users.fetch(here.robin, { force: true })
  expect(await limited).toMatchObject({ global: false, route: '/users/:id' })
  expect(here.practice.requests.log.slice(-3).map(({ status }) => status)).toEqual([429, 503, 200])
  expect(here.practice.state(here.robin).misbehaviour).toMatchObject({ rateLimited: 0, failing: 0, slow: 5 })
})
