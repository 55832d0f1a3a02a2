/** A practice server with a small discord.js bot on it, which says one of everything that the page can draw. */
import { Resvg } from '@resvg/resvg-js'
import { Client, type Interaction, MessageFlags } from 'discord.js'
import type {
  APIMessageTopLevelComponent,
  APIModalInteractionResponseCallbackData,
  RESTPostAPIApplicationCommandsJSONBody,
} from 'discord-api-types/v10'
import { type Practice, startPractice } from '../../src/practice/server.ts'

const everywhere = { contexts: [0, 1, 2], integration_types: [0, 1] }

const commands: RESTPostAPIApplicationCommandsJSONBody[] = [
  {
    ...everywhere,
    name: 'explain',
    description: 'Explains one pattern',
    description_localizations: { de: 'Erklärt ein Muster' },
    options: [
      { type: 3, name: 'topic', description: 'What to explain', required: true, autocomplete: true },
      { type: 5, name: 'short', description: 'Only the first lines' },
    ],
  },
  { ...everywhere, name: 'form', description: 'Asks in a form' },
  { ...everywhere, name: 'plan', description: 'Asks in a form of menus' },
  { ...everywhere, name: 'post', description: 'Says one of everything to all' },
  {
    name: 'settings',
    description: 'The settings of this server',
    default_member_permissions: '32',
    contexts: [0],
    integration_types: [0],
  },
  { ...everywhere, name: 'silent', description: 'Says nothing at all' },
  { ...everywhere, name: 'write', description: 'Sends you a direct message' },
]

const topics = ['Asking again', 'Reassurance seeking', 'The relief loop']

const square =
  '<svg xmlns="http://www.w3.org/2000/svg" width="160" height="120"><rect width="160" height="120" fill="#0e7c7b"/></svg>'

const everything = (now: number): APIMessageTopLevelComponent[] => [
  {
    type: 17,
    accent_color: 0x0e7c7b,
    components: [
      {
        type: 10,
        content: [
          '## One of everything',
          'Words **bold**, *slanted*, __under__, ~~gone~~, ||hidden||, `code`, [a link](https://example.org).',
          '- one\n  - within\n1. first\n> said\n-# small',
          `Due <t:${Math.floor(now / 1000) + 7260}:R>. Try </explain:1>.`,
        ].join('\n'),
      },
      { type: 14, divider: true, spacing: 2 },
      {
        type: 9,
        components: [{ type: 10, content: 'Beside a picture' }],
        accessory: { type: 11, media: { url: 'attachment://square.png' }, description: 'A small square' },
      },
      { type: 12, items: [{ media: { url: 'attachment://square.png' }, description: 'The loop in five steps' }] },
      {
        type: 1,
        components: [
          { type: 2, style: 1, label: 'Change', custom_id: 'change' },
          { type: 2, style: 2, label: 'Say nothing', custom_id: 'nothing' },
          { type: 2, style: 3, label: 'Yes', custom_id: 'yes' },
          { type: 2, style: 4, label: 'No', custom_id: 'no', disabled: true },
          { type: 2, style: 5, label: 'Elsewhere', url: 'https://example.org' },
        ],
      },
      {
        type: 1,
        components: [
          {
            type: 3,
            custom_id: 'menu',
            placeholder: 'How was it?',
            min_values: 1,
            max_values: 2,
            options: [
              { label: 'Calm', value: 'calm', description: 'Like still water' },
              { label: 'Tense', value: 'tense' },
              { label: 'Tired', value: 'tired' },
            ],
          },
        ],
      },
      { type: 1, components: [{ type: 5, custom_id: 'people', placeholder: 'Somebody' }] },
    ],
  },
]

const form: APIModalInteractionResponseCallbackData = {
  custom_id: 'form',
  title: 'Say it directly',
  components: [
    { type: 10, content: 'No names, please.' },
    {
      type: 18,
      label: 'What do you need?',
      description: 'One sentence is enough.',
      component: { type: 4, custom_id: 'need', style: 2, min_length: 5, max_length: 40 },
    },
    {
      type: 18,
      label: 'How near is it?',
      component: {
        type: 21,
        custom_id: 'near',
        options: [
          { label: 'Now', value: 'now' },
          { label: 'A while ago', value: 'past' },
        ],
      },
    },
    {
      type: 18,
      label: 'What would help?',
      component: {
        type: 22,
        custom_id: 'help',
        max_values: 1,
        options: [
          { label: 'Words', value: 'words' },
          { label: 'Quiet', value: 'quiet' },
        ],
      },
    },
    {
      type: 18,
      label: 'When?',
      component: {
        type: 3,
        custom_id: 'when',
        required: false,
        options: [
          { label: 'Tonight', value: 'tonight' },
          { label: 'Tomorrow', value: 'tomorrow' },
        ],
      },
    },
  ],
}

const plan: APIModalInteractionResponseCallbackData = {
  custom_id: 'plan',
  title: 'Plan it',
  components: [
    {
      type: 18,
      label: 'How often?',
      description: 'You can change it at any time.',
      component: {
        type: 3,
        custom_id: 'often',
        placeholder: 'Choose what fits',
        options: [
          { label: 'Daily', value: 'daily', description: 'For a week' },
          { label: 'Weekly', value: 'weekly' },
        ],
      },
    },
    {
      type: 18,
      label: 'When?',
      component: {
        type: 3,
        custom_id: 'when',
        required: false,
        min_values: 0,
        options: [
          { label: 'Morning', value: 'morning' },
          { label: 'Evening', value: 'evening', default: true },
        ],
      },
    },
  ],
}

const says = (content: string): APIMessageTopLevelComponent[] => [{ type: 10, content }]

export interface Place {
  practice: Practice
  bot: Client
  /** Whether the bot keeps silent on forms. */
  silent: boolean
  close(): Promise<void>
}

/** Starts both; the bot's commands are registered when it resolves. */
export async function startPlace(): Promise<Place> {
  const practice = await startPractice({
    profile: { name: 'Undercurrent', description: 'Explains what lies beneath.' },
  })
  const client = new Client({ intents: [], rest: { api: practice.api } })
  const ready = new Promise((resolve) => client.once('clientReady', resolve))
  await client.login(practice.token)
  await ready
  await client.rest.put(`/applications/${practice.applicationId}/commands`, { body: commands })
  const place: Place = {
    practice,
    bot: client,
    silent: false,
    close: async () => {
      await client.destroy()
      await practice.close()
    },
  }
  client.on('interactionCreate', (interaction) => answer(interaction, place))
  return place
}

async function answer(interaction: Interaction, place: Place): Promise<unknown> {
  const hidden = MessageFlags.Ephemeral | MessageFlags.IsComponentsV2
  const open = MessageFlags.IsComponentsV2 as const
  if (interaction.isAutocomplete()) {
    const typed = interaction.options.getFocused().toLowerCase()
    const found = topics.filter((topic) => topic.toLowerCase().includes(typed))
    return interaction.respond(found.map((name) => ({ name, value: name })))
  }
  if (interaction.isButton()) {
    if (interaction.customId === 'change') {
      return interaction.update({ flags: open, files: [], components: says('It changed.') })
    }
    return undefined
  }
  if (interaction.isStringSelectMenu()) {
    return interaction.reply({ flags: hidden, components: says(`You chose ${interaction.values.join(' and ')}.`) })
  }
  if (interaction.isModalSubmit()) {
    if (place.silent) return undefined
    if (interaction.customId === 'plan') {
      const [often, when] = ['often', 'when'].map((name) => interaction.fields.getStringSelectValues(name))
      return interaction.reply({ flags: hidden, components: says(`Planned: ${often} (${when})`) })
    }
    const words = interaction.fields.getTextInputValue('need')
    const when = interaction.fields.getStringSelectValues('when').join()
    return interaction.reply({ flags: hidden, components: says(`You wrote: ${words} (${when})`) })
  }
  if (!interaction.isChatInputCommand()) return undefined
  switch (interaction.commandName) {
    case 'explain':
      return interaction.reply({
        flags: hidden,
        components: says(`## About ${interaction.options.getString('topic', true)}\nFor you alone.`),
      })
    case 'form':
      return interaction.showModal(form)
    case 'plan':
      return interaction.showModal(plan)
    case 'post':
      return interaction.reply({
        flags: open,
        components: everything(place.practice.now()),
        files: [{ attachment: new Resvg(square).render().asPng(), name: 'square.png' }],
      })
    case 'write':
      await interaction.user.send('A line you asked for.')
      return interaction.reply({ flags: hidden, components: says('Sent.') })
    default:
      return undefined
  }
}
