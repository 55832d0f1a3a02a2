/** Names that look like settings and are none. */
import { closest, distance } from 'fastest-levenshtein'
import { settingNames } from './config.ts'

type Env = Readonly<Record<string, string | undefined>>

/** Signs by which a name may differ from the one that is meant; two that changed places count as two. */
const mostTypos = 2
/** A shorter name, such as HOME, may be near one of ours by chance. */
const leastLetters = 6
/** No name is as long as a key, which may stand on a line of its own by mistake. */
const longest = 40

/** As names are compared: underscores and small letters are where people slip. */
const bare = (name: string): string => name.replaceAll('_', '').toUpperCase()
const names = new Map(settingNames.map((name) => [bare(name), name]))

function meantBy(name: string): string | undefined {
  const near = closest(bare(name), [...names.keys()])
  return distance(bare(name), near) > mostTypos ? undefined : names.get(near)
}

/**
 * A sentence for each name that is spelt almost as one of the settings.
 * @param written the names that stand in `.env`: whatever is there is meant for the bot
 */
export function misspelt(env: Env, written: readonly string[]): string[] {
  const all = new Set([...written, ...Object.keys(env).filter((name) => bare(name).length >= leastLetters)])
  return [...all].flatMap((name) => {
    const meant = settingNames.includes(name) ? undefined : meantBy(name)
    return meant === undefined ? [] : [`${name} is no setting. Did you mean ${meant}?`]
  })
}

/** A sentence for each name in `.env` that is near none of the settings. */
export function unknown(written: readonly string[]): string[] {
  return written
    .filter((name) => !settingNames.includes(name) && meantBy(name) === undefined)
    .map((name) => {
      const what = name.length > longest ? `A name of ${name.length} signs` : name
      return `${what} in .env is no setting of the bot. Take the right name from .env.example, or leave it to whatever reads it.`
    })
}
