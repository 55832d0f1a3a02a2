/** English: a person who speaks as under 18, about sex, nudity or an adult's closeness. */
import type { Pattern } from '../pattern.ts'

export const minor: readonly Pattern[] = [
  {
    id: 'minor-and-adult',
    class: 'minor',
    level: 'firm',
    needs: 'underage',
    forms: [
      '(age is just a number|mature for my age|old enough to be)',
      '(wants|want|wanted|asks|asked|asking|told|tells|begs|sent|sends) me ..3 (pic|pics|picture|photo|video|send|underwear|bra|cam|call|secret|lie about|meet|naked|nude)',
      '(underwear|bra|panties|bikini|shower) ..2 (pic|photo|picture|video)',
      '(pic|photo|picture|video|pics) ..4 (underwear|bra|panties|shower|body|chest|top)',
      '(secret (gf|girlfriend|boyfriend|relationship|bf)|be his girlfriend|be her boyfriend)',
      '(like|about|around|nearly|almost|is|hes) (18|19|20|21|22|23|24|25|26|27|28|29|30|35|40)',
      '(twice|double) my age|way older|a lot older|much older|years older',
      '(coach|teacher|tutor|trainer|boss|priest|pastor|stepdad|uncle|mentor|instructor|youth leader|counselor|older (guy|man|boy|woman|girl|boyfriend|girlfriend|friend)|adult|grown man|grown woman|stranger|someone older|moderator|streamer)',
      '(he is|she is|who is|they are|he s|is|and|he|she|him|her|boyfriend|girlfriend|guy|man|woman|partner|dude|ex|crush) (18|19|20|21|22|23|24|25|26|27|28|29|30|31|32|33|34|35|36|37|38|39|40|41|42|43|44|45|46|47|48|50|55|twenty*|thirty|forty)',
      '(18|19|20|21|22|23|24|25|26|27|28|29|30|31|32|33|34|35|36|37|38|39|40) (year|years|yr|yo|y) ..1 (old|o)',
      '(in his|in her) (twenties|thirties|forties|20s|30s|40s)',
      '(asked|asks|asking|wants|want|wanted|send|sent|sending|begs|begged|pressur*|keeps asking|told me to|offered) ..6 (nudes|nude|naked|pics|pictures|photos|photo|topless|top off|without my|video call|shirt off|meet up|come over|secret|do it|do things|more than kissing|go further|my body|touch)',
      '(our secret|keep it secret|keep it a secret|do not tell anyone|not tell anyone|mature for my age|soulmates)',
    ],
    for: [
      "I'm 15 and my coach is 30 and he texts me every night",
      '14f and he is 23',
      'im in year 9 and this guy wants pics',
    ],
    against: ['I am 35 and my coach is 30', "I'm 15 and I like a boy in my class", 'my teacher is 30 and I am 28'],
  },
  {
    id: 'minor-and-sex',
    class: 'minor',
    level: 'firm',
    needs: 'underage',
    forms: [
      '(sex|sexual|sexually|sexting|sexted|nudes|nude|naked|virgin|virginity|pregnant|condom|condoms|birth control|blowjob|oral|anal|porn|orgasm|masturbat*|hooking up|hooked up|hook up|horny|boobs|first time|turned on|plan b|std|sti|foreplay|fingered|handjob|make love|go all the way|touched me|touches me|kissed me|kissing me|intimate)',
      '(sleep|sleeping|slept) with (him|her|me|my|them|someone)',
      '(do|doing|did|try|tried|done) it (already|yet|with|for the first|again)',
    ],
    for: ["I'm sixteen and not sure I'm ready for sex", 'i am 14 and i think im pregnant'],
    against: ["I'm 16 weeks pregnant", 'my daughter is 15 and asked me about sex', 'I am 24 and a virgin'],
  },
  {
    id: 'minor-and-violence',
    class: 'minor',
    level: 'firm',
    needs: 'underage',
    forms: [
      '(<hurt>|hurts|abuses) ..1 me',
      '(scared|afraid) ..2 (to go home|of my (dad|mom|stepdad|boyfriend|parents))',
      '(abused|abuse|abusive|violent) ..4 (home|dad|mom|parents|stepdad|boyfriend|girlfriend|family)',
    ],
    for: ["I'm 13 and my dad is violent, there is abuse at home", 'im 16 and my home is violent, abuse by my dad'],
    against: ["I'm 30 and my dad was strict", 'I am 15 and he hit me up on insta'],
  },
]
