// @ts-check
/** Draws one message as an article. */
import { formatTime } from './clock.js'
import { drawAttachment, drawComponent } from './components.js'
import { avatar, el, failure, icon, newId } from './dom.js'
import { drawLine, drawText } from './markdown-view.js'

/**
 * @typedef {import('../protocol.ts').PageMessage} PageMessage
 * @typedef {import('./components.js').MessageView} MessageView
 * @typedef {import('discord-api-types/v10').APIEmbed} Embed
 *
 * @typedef {object} Trimmings
 * @property {string | undefined} day the day to write above the message, when it is a new one
 * @property {string | undefined} trouble why the last press on it failed
 * @property {() => void} dismiss
 */

const silent = 1 << 12

/**
 * @param {PageMessage} entry
 * @param {MessageView} view
 * @param {Trimmings} trimmings
 * @returns {HTMLElement}
 */
export function drawMessage(entry, view, trimmings) {
  const { message, waiting, seenBy, usedBy } = entry
  const author = message.author
  const sent = Date.parse(message.timestamp)
  const head = el(
    'div',
    { class: 'head', id: newId() },
    el('span', { class: 'author' }, author.global_name ?? author.username),
    author.bot === true && el('span', { class: 'tag' }, 'App'),
    el(
      'time',
      { datetime: message.timestamp, title: formatTime(sent, 'F', view.locale, sent) },
      formatTime(sent, 't', view.locale, sent),
    ),
    ((message.flags ?? 0) & silent) !== 0 && el('span', { class: 'quiet' }, 'silent'),
  )
  const content = waiting
    ? [
        el(
          'p',
          { class: 'thinking' },
          el('span', { class: 'dots', 'aria-hidden': 'true' }, el('i'), el('i'), el('i')),
          `${author.username} is thinking…`,
        ),
      ]
    : [
        message.content !== '' && drawText(message.content, view),
        ...message.embeds.map((embed) => drawEmbed(embed, view)),
        ...drawLooseAttachments(message, view),
        ...(message.components ?? []).map((component) => drawComponent(component, view)),
      ]
  return el(
    'article',
    {
      class: seenBy === undefined ? 'message' : 'message ephemeral',
      tabindex: '-1',
      'aria-labelledby': head.id,
      'data-id': message.id,
    },
    trimmings.day !== undefined && el('p', { class: 'day' }, el('span', {}, trimmings.day)),
    usedBy && drawUse(view.nameOf('user', usedBy.person), usedBy.command),
    el(
      'div',
      { class: 'body' },
      avatar(author.username, author.bot === true ? 'bot' : 'person'),
      el(
        'div',
        { class: 'content' },
        head,
        ...content,
        message.edited_timestamp !== null && !waiting && el('p', { class: 'quiet edited' }, '(edited)'),
        trimmings.trouble !== undefined && failure(trimmings.trouble, { role: 'alert' }),
        seenBy !== undefined &&
          el(
            'p',
            { class: 'only-you' },
            icon('eye'),
            el('span', {}, 'Only you can see this'),
            !waiting &&
              el('button', { type: 'button', class: 'as-link', onclick: trimmings.dismiss }, 'Dismiss message'),
          ),
      ),
    ),
  )
}

/**
 * The line above an answer: who used what.
 * @param {string} person
 * @param {string} command
 */
export const drawUse = (person, command) =>
  el(
    'p',
    { class: 'used' },
    avatar(person, 'person'),
    el('span', {}, el('b', {}, person), ' used '),
    el('span', { class: 'mention' }, command.startsWith('/') ? command : `/${command}`),
  )

/**
 * Components show their own attachments; only a message without the V2 flag lists them.
 * @type {(message: PageMessage['message'], view: MessageView) => HTMLElement[]}
 */
function drawLooseAttachments(message, view) {
  if (((message.flags ?? 0) & (1 << 15)) !== 0) return []
  return message.attachments.map((file) =>
    file.content_type?.startsWith('image/')
      ? drawComponent(
          {
            type: 12,
            items: [
              {
                media: { url: file.url, width: file.width ?? null, height: file.height ?? null },
                description: file.description ?? null,
              },
            ],
          },
          view,
        )
      : drawAttachment(file.filename, file.size, file.url),
  )
}

/** @type {(embed: Embed, view: MessageView) => HTMLElement} */
function drawEmbed(embed, view) {
  const element = el(
    'div',
    { class: 'container accented embed' },
    embed.author && el('p', { class: 'quiet' }, embed.author.name),
    embed.title !== undefined && el('p', { class: 'h3' }, ...drawLine(embed.title, view)),
    embed.description !== undefined && drawText(embed.description, view),
    ...(embed.fields ?? []).map((field) =>
      el('div', {}, el('p', { class: 'h3' }, ...drawLine(field.name, view)), drawText(field.value, view)),
    ),
    embed.image && drawComponent({ type: 12, items: [{ media: { url: embed.image.url } }] }, view),
    embed.footer && el('p', { class: 'quiet' }, embed.footer.text),
  )
  if (embed.color !== undefined) element.style.setProperty('--bar', `#${embed.color.toString(16).padStart(6, '0')}`)
  return element
}
