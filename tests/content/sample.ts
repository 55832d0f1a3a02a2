/** A small content folder as strings, for tests that change one thing in it. */
import { readFileSync } from 'node:fs'
import type { TextFile } from '../../src/content/page.ts'
import { type Content, parse } from '../../src/content/parse.ts'

export const flowText = readFileSync(new URL('../fixtures/flow.md', import.meta.url), 'utf8')

export const wordsText = `card:
  sections:
    what: What it is
    looks: How it looks
    now: What it gives now
    later: What it costs later
    helps: What helps
    sure: How sure we are
    unless: When this does not fit
    misread: Often misread
  note: Checked {day}.
  loop: Loop
  misread: Often misread
  sources: Sources
  related: Related
  show: Show it here
button:
  help: Help
grade:
  strong: Quite sure.
  moderate: Fairly sure.
  emerging: Early days.
  contested: Still argued.
topics:
  trust: Trust
`

export const cardText = `---
title: Asking again
short: You ask if all is well, feel calm, and soon ask again.
also:
  - why do I keep asking if he loves me
  - are we okay
topics: [trust]
related: []
grade: moderate
reviewed: 2026-01-31
loop:
  trigger: A short reply
  feeling: A worry
  act: You ask
  relief: Calm for a while
  cost: The worry is back
---
## What it is
You ask the same thing
again and again.

## How it looks
- "Are we okay?"
- The reply helps for an hour.

## What it gives now
Calm.

## What it costs later
The calm gets *shorter* each time [@coyne-1976].

## What helps
Wait a bit. Ask for a hug.

## How sure we are
It goes with low mood [@coyne-1976; @neal-2019].

## When this does not fit
If you are afraid of them.
`

export const sourcesText = JSON.stringify(
  [
    {
      id: 'coyne-1976',
      author: [{ family: 'Coyne', given: 'J. C.' }],
      issued: { 'date-parts': [[1976]] },
      title: 'Toward an interactional description of depression',
      'container-title': 'Psychiatry',
      volume: '39',
      issue: '1',
      page: '28-40',
      custom: { randomised: false, seen: 'https://example.org/coyne' },
    },
    {
      id: 'neal-2019',
      author: [{ family: 'Neal', given: 'R. L.' }],
      issued: { 'date-parts': [[2019]] },
      title: 'Support and reassurance',
      DOI: '10.1000/xyz',
      custom: { randomised: true, seen: 'https://example.org/neal' },
    },
  ],
  null,
  1,
)

export const helplinesText = JSON.stringify(
  {
    directories: [
      {
        kind: 'directory',
        name: 'Directory',
        web: 'https://findahelpline.com',
        page: 'https://findahelpline.com',
        checked: '2026-01-01',
      },
    ],
    countries: [
      {
        code: 'NO',
        name: 'Norway',
        emergency: { call: ['112'], page: 'https://example.org', checked: '2026-01-01' },
        lines: [
          { kind: 'suicide-crisis', name: 'Line', call: '116 123', page: 'https://example.org', checked: '2026-01-01' },
        ],
      },
    ],
  },
  null,
  1,
)

const files: Readonly<Record<string, string>> = {
  'sources.json': sourcesText,
  'helplines.json': helplinesText,
  'en/words.yml': wordsText,
  'en/mechanisms/asking-again.md': cardText,
  'en/flows/under-it.md': flowText,
}

/** The sample with some files changed or added; `undefined` takes one away. */
export function sample(changes: Readonly<Record<string, string | undefined>> = {}): Content {
  const all: readonly TextFile[] = Object.entries({ ...files, ...changes }).flatMap(([path, text]) =>
    text === undefined ? [] : [{ path, text }],
  )
  return parse(all)
}

/** The line on which a text last stands, counted from 1. */
export const lineWith = (text: string, part: string): number => text.slice(0, text.lastIndexOf(part)).split('\n').length
