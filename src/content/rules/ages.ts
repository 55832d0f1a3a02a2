/** What was not checked for too long, counted only when a day is given: a checkout must not rot by itself. */
import type { Finding, Rule } from '../rule.ts'

/** Days. */
const most = { helpline: 180, card: 730 }

const rule: Rule = {
  about: `On the day given, a help line was checked at most ${most.helpline} days ago and a card or the article at most ${most.card}; no day lies ahead.`,
  check: ({ pages: [english], library, helplines }, { today }) => {
    if (today === undefined) return []
    const old = (
      file: string,
      line: number,
      what: string,
      day: string | undefined,
      limit: number,
    ): readonly Finding[] => {
      if (day === undefined) return [{ file, line, say: `${what} names no day on which it was checked` }]
      const days = (Date.parse(today) - Date.parse(day)) / 86_400_000
      if (days < 0) return [{ file, line, say: `${what} was checked on ${day}, which lies ahead` }]
      return days <= limit
        ? []
        : [
            {
              file,
              line,
              say: `${what} was last checked on ${day}, ${days} days ago`,
              try: `check it again; at most ${limit} days`,
            },
          ]
    }
    const file = 'helplines.json'
    const { directories, countries } = library.helplines
    return [
      ...[...(english?.cards.values() ?? [])].flatMap((page) =>
        old(page.file, page.lineOf(['reviewed']), 'the card', page.card.reviewed, most.card),
      ),
      ...(english?.article
        ? old(
            english.article.file,
            english.article.lineOf(['reviewed']),
            'the article',
            english.article.article.reviewed,
            most.card,
          )
        : []),
      ...directories.flatMap((one) => old(file, helplines.lineOf(one), `"${one.name}"`, one.checked, most.helpline)),
      ...countries.flatMap((country) => [
        ...(country.emergencySeen
          ? old(
              file,
              helplines.lineOf(country),
              `the emergency number of ${country.name}`,
              country.emergencySeen.checked,
              most.helpline,
            )
          : []),
        ...country.lines.flatMap((one) =>
          old(file, helplines.lineOf(one), `"${one.name}" (${country.name})`, one.checked, most.helpline),
        ),
      ]),
    ]
  },
}
export default rule
