/** Pictures to draw in tests. */
import type { CurvePicture, DiaryPicture, LoopPicture, LoopRole } from '../../src/core/picture.ts'

const roles: readonly LoopRole[] = ['trigger', 'feeling', 'act', 'relief', 'cost']

export function loopOf(title: string, names: readonly string[], texts: readonly string[]): LoopPicture {
  const stations = roles.map((role, at) => ({ role, name: names[at] ?? role, text: texts[at] ?? '' }))
  return { kind: 'loop', title, stations }
}

export const reliefLoop = loopOf(
  'The relief loop',
  ['Trigger', 'Feeling', 'Act', 'Relief', 'Cost'],
  [
    'A message stays unanswered',
    'Worry climbs',
    'You ask: are we okay?',
    'A yes. Calm, for now',
    'The doubt comes back sooner',
  ],
)

/** Eighty characters each, as a translation may have them. */
export const longLoop = loopOf(
  'Angst vor Zurückweisung und Vermeidung von Nähe',
  ['Auslöser', 'Gefühl', 'Handlung', 'Erleichterung', 'Preis'],
  [
    'Eine Nachricht bleibt den ganzen Abend unbeantwortet, obwohl sie gelesen wurde …',
    'Die Sorge wächst, und der Körper spannt sich an, als wäre schon etwas geschehen.',
    'Du fragst nach Bestätigung: Ist zwischen uns wirklich noch alles in Ordnung, du?',
    'Ein Ja beruhigt für den Augenblick, der Atem wird ruhiger, die Anspannung lässt …',
    'Das Beruhigungsbedürfnis kehrt schneller zurück und das Selbstvertrauen nimmt ab',
  ],
)

/** A number from 0 up to `most`, the same for the same `seed`: samples must not change from run to run. */
function chance(seed: number, most: number): number {
  const mixed = Math.imul(seed ^ (seed >>> 3) ^ 0x9e37, 0x85ebca6b)
  return ((mixed ^ (mixed >>> 13)) >>> 8) % (most + 1)
}

type Panel = CurvePicture['panels'][number]

const middle = (values: readonly number[]): number | null => {
  if (values.length < 3) return null
  const sorted = values.toSorted((a, b) => a - b)
  const [low = 0, high = 0] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]]
  return (low + high) / 2
}

export function panelOf(name: string, count: string, moments: Panel['moments']): Panel {
  const medians = [0, 1, 2, 3].map((time) => middle(moments.flatMap((moment) => moment[time] ?? [])))
  return { name, count, moments, medians }
}

/** Moments that start high and come down by about `fall`, with some measurements missed. */
export const momentsOf = (number: number, seed: number, fall: readonly number[]): Panel['moments'] =>
  Array.from({ length: number }, (_, at) => {
    const begin = 6 + chance(seed + at * 13, 4)
    return [0, ...fall].map((less, time) => {
      if (time > 1 && chance(seed + at * 31 + time, 9) < 3) return null
      return Math.max(0, Math.min(10, begin - less + chance(seed + at * 17 + time * 5, 2) - (time > 0 ? 1 : 0)))
    })
  })

const english = {
  kind: 'curve',
  title: 'How strong the urge was',
  times: ['before', 'right after', 'about 2 hours later', 'the next day'],
  legend: { moment: 'one moment', median: 'the middle one, from three on' },
  note: 'Strong feelings usually come down by themselves; this cannot show that what you did caused it.',
} as const

const asked = panelOf('Asked', '12 moments', momentsOf(12, 3, [5, 2, 3]))
const waited = panelOf('Waited', '6 moments', momentsOf(6, 5, [2, 4, 6]))
const soothed = panelOf('Soothed myself', '4 moments', momentsOf(4, 11, [3, 5, 5]))
const said = panelOf('Said it plainly', '2 moments', momentsOf(2, 17, [4, 6, 5]))

export const fourCurve: CurvePicture = { ...english, panels: [asked, waited, soothed, said] }
export const fewCurve: CurvePicture = {
  ...english,
  panels: [
    panelOf('Waited', '5 moments', [
      [8, 6, 3, 1],
      [8, 7, null, 2],
      [7, 7, 4, null],
      [9, 6, 3, 0],
      [8, null, null, 2],
    ]),
  ],
}
export const manyCurve: CurvePicture = {
  ...english,
  panels: [
    panelOf('Asked', '90 moments', momentsOf(90, 7, [5, 2, 4])),
    panelOf('Waited', '40 moments', momentsOf(40, 9, [2, 4, 6])),
  ],
}
export const crowdedCurve: CurvePicture = {
  ...english,
  panels: [
    panelOf(
      'Asked',
      '90 moments',
      Array.from({ length: 90 }, () => [8, 3, 6, 2]),
    ),
  ],
}
/** As long as words get in a translation. */
export const longCurve: CurvePicture = {
  kind: 'curve',
  title: 'Wie stark das Bedürfnis nach Bestätigung in diesen Augenblicken gewesen ist',
  times: ['unmittelbar vorher', 'unmittelbar danach', 'ungefähr zwei Stunden später', 'am darauffolgenden Tag'],
  legend: { moment: 'eine einzelne Messung eines Augenblicks', median: 'der mittlere Wert ab drei Messungen' },
  panels: [
    panelOf('Um Bestätigung gebeten oder noch einmal nachgefragt', '12 festgehaltene Augenblicke', asked.moments),
    panelOf('Abgewartet', '6 festgehaltene Augenblicke', waited.moments),
    panelOf('Mich selbst beruhigt', '4 festgehaltene Augenblicke', soothed.moments),
    panelOf('Unmissverständlich ausgesprochen', '2 festgehaltene Augenblicke', said.moments),
  ],
  note: 'Starke Gefühle lassen gewöhnlich von selbst wieder nach; dieses Bild kann nicht zeigen, dass das, was du getan hast, die Ursache dafür gewesen ist.',
}

type Row = DiaryPicture['rows'][number]

const day0 = 20_400
/** Values that wander by a step at most. */
function pointsOf(days: readonly number[], seed: number, most: number): Row['points'] {
  let value = chance(seed, most)
  return days.map((day) => {
    value = Math.max(0, Math.min(most, value + chance(seed + day * 3, 2) - 1))
    return { day, value }
  })
}

const range = (length: number): number[] => Array.from({ length }, (_, at) => day0 + at)

function diaryOf(from: number, to: number, days: readonly number[], ticks: DiaryPicture['ticks']): DiaryPicture {
  return {
    kind: 'diary',
    title: 'Your check-ins',
    from,
    to,
    ticks,
    rows: [
      { name: 'Worry', least: 0, most: 4, low: 'none', high: 'very much', points: pointsOf(days, 1, 4) },
      { name: 'Closeness', least: 0, most: 4, low: 'far', high: 'very close', points: pointsOf(days, 2, 4) },
      { name: 'Said plainly', least: 0, most: 2, low: 'no', high: 'yes', points: pointsOf(days, 3, 2) },
    ],
    note: 'Each dot is one check-in. Days without one are simply empty.',
  }
}

export const oneDiary = diaryOf(day0, day0, [day0], [{ day: day0, text: '8 Nov' }])
export const fewDiary = diaryOf(
  day0,
  day0 + 13,
  [0, 1, 2, 5, 6, 9, 13].map((at) => day0 + at),
  [0, 7, 13].map((at) => ({ day: day0 + at, text: `${8 + at} Nov` })),
)
export const manyDiary = diaryOf(
  day0,
  day0 + 89,
  range(90),
  [0, 15, 30, 45, 60, 75, 89].map((at) => ({ day: day0 + at, text: `${(at % 30) + 1} Nov` })),
)
export const gapsDiary = diaryOf(
  day0,
  day0 + 89,
  range(90).filter((day) => chance(day * 11, 9) > 3),
  [10, 30, 60, 80].map((at) => ({ day: day0 + at, text: `${(at % 30) + 1} Nov` })),
)
export const longDiary: DiaryPicture = {
  ...fewDiary,
  title: 'Deine bisherigen Eintragungen in den vergangenen vierzehn Tagen',
  ticks: fewDiary.ticks.map(({ day }, at) => ({ day, text: `${8 + at * 6}. November` })),
  rows: fewDiary.rows.map((row) => ({
    ...row,
    name: `Habe ich unmissverständlich ausgesprochen: ${row.name}`,
    low: 'überhaupt nicht',
    high: 'außerordentlich stark',
  })),
  note: 'Jeder Punkt steht für eine Eintragung. Tage ohne eine Eintragung bleiben einfach leer, und das ist vollkommen in Ordnung.',
}

/** Every picture of somebody's own, by name. */
export const own = {
  fourCurve,
  fewCurve,
  manyCurve,
  crowdedCurve,
  longCurve,
  oneDiary,
  fewDiary,
  manyDiary,
  gapsDiary,
  longDiary,
}
