/** English. */
import { coercion } from './en/coercion.ts'
import { frames } from './en/frames.ts'
import { minor } from './en/minor.ts'
import { suicide } from './en/suicide.ts'
import { violence } from './en/violence.ts'
import { words } from './en/words.ts'
import type { Language } from './pattern.ts'

export const en: Language = {
  code: 'en',
  lists: words,
  negation: {
    words: 'not|never|no|without|neither|nor|hardly|stopped',
    pseudo: [
      'not only',
      'not just',
      'not sure (if|whether|how|what)',
      'can not (stop|help|stop thinking|get rid|shake|lie)',
      'not know (if|how|what|whether|why|when|anymore)',
      'no matter',
      'no one',
      'no longer',
      'not even',
      'why not',
      'not until',
      'not that',
      'never stopped',
      'have not stopped',
      'do not stop',
      'could not stop',
      'did not stop',
      'would not stop',
      'not (answering|answer|leave|listen|sleeping|eating) ',
    ],
    ends: 'but|because|although|though|until|i|he|she|they|we|you|who|which|so|then|and then|just|unless|except|anyway|and he|and she|and i|when|while|if',
    reach: 5,
    follows: 0,
  },
  self: new Set(['i', 'me', 'my', 'myself']),
  careful:
    'kill|killed|killing|rape|raped|choke|choked|suicide|suicidal|strangled|strangles|strangle|strangling|molested|assaulted|threatens|threatened|threatening|pregnant|girlfriend|boyfriend|husband|disappear|overdose|slapped|punched|abusive|anymore|forever|forced|goodbye|forbids|unconscious|condom|blackmail|controls|password|messages|existing',
  ordinary:
    'strange|straggle|straggled|cooked|crooked|chocked|cheeked|snapped|shaped|sapped|soaped|slated|slaved|sloped|slopped|killer|keeled|kidded|forged|formed|forked|exiting|massages|menaces|menaced|condor|overdone|kiting',
  patterns: [...suicide, ...violence, ...coercion, ...minor],
  frames,
}
