/** What a server's moderators set for it. It knows nothing of any person. */

export interface Place {
  /** Whether a card may be shown to the whole channel. */
  readonly showCards: boolean
  /** The language of cards shown to all: Discord's locale code; undefined: that of whoever shows it. */
  readonly locale?: string
  /** A link or a mention of a role, at most 100 characters, shown last on help screens as the server's own. */
  readonly contact?: string
}

/** As it is where nobody set anything. */
export const plainPlace: Place = { showCards: true }

/** What is known of a server, or else what holds where nobody set anything. Whether it is known is for the caller to see. */
export const asKnown = (place: Place | 'unknown' = plainPlace): Place => (place === 'unknown' ? plainPlace : place)

/** What becomes different; undefined takes it away. The rest stays as it is by the time of the save. */
export type PlaceChange = { readonly [K in keyof Place]?: Place[K] | undefined }

/** A server's settings with a change. */
export function changed(place: Place, change: PlaceChange): Place {
  const { showCards, locale, contact } = { ...place, ...change }
  return {
    showCards: showCards ?? plainPlace.showCards,
    ...(locale !== undefined && { locale }),
    ...(contact !== undefined && { contact }),
  }
}

/** Longest help contact, in characters. */
export const longestContact = 100

/** Reads a help contact: a link over https, or the mention of a role; undefined for anything else and for what is too long. */
export function readContact(typed: string): string | undefined {
  const text = typed.trim()
  if (text.length > longestContact) return undefined
  if (/^<@&\d{1,20}>$/.test(text)) return text
  if (!URL.canParse(text)) return undefined
  const { protocol, username, password, hostname, href } = new URL(text)
  const isPlain = protocol === 'https:' && username === '' && password === '' && hostname.includes('.')
  // Beyond ASCII an address is written longer, and then it may not fit.
  return isPlain && href.length <= longestContact ? href : undefined
}

/** As it is shown: a link without a preview, or the mention of a role, which calls nobody. */
export const shownContact = (contact: string): string => (contact.startsWith('<') ? contact : `<${contact}>`)
