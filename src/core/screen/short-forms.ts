/**
 * Chat short forms, contractions and common typing mistakes as one spelling. Some are words of their own as well (`ill`, `dye`):
 * what they would raise then, the frames have to take back.
 */
const TABLE = {
  englishContractions: `
    im=i am, ive=i have, dont=do not, dnt=do not, doesnt=does not, dosent=does not, doesent=does not, didnt=did not,
    cant=can not, cannot=can not, couldnt=could not, wont=will not, wouldnt=would not, shouldnt=should not,
    isnt=is not, arent=are not, wasnt=was not, werent=were not, hasnt=has not, havent=have not, hadnt=had not,
    aint=is not, neednt=need not, mustnt=must not, hes=he is, shes=she is, theyre=they are, theyve=they have,
    theyd=they would, theyll=they will, youre=you are, youve=you have, youd=you would, youll=you will, weve=we have,
    itd=it would, itll=it will, thats=that is, theres=there is, whats=what is, everyones=everyone is,
    everybodys=everybody is, nobodys=nobody is, shouldve=should have, couldve=could have, wouldve=would have,
    id=i would, ill=i will, mightve=might have, didint=did not, dontt=do not, wouldent=would not,
    couldent=could not, dosnt=does not, neverr=never,
  `,
  englishChat: `
    gonna=going to, gona=going to, goin=going, gunna=going to, finna=going to, boutta=about to, imma=i am going to,
    ima=i am going to, wanna=want to, wana=want to, gotta=have to, hafta=have to, tryna=trying to, lemme=let me,
    gimme=give me, kinda=kind of, u=you, ur=your, urself=yourself, urslf=yourself, rn=right now, tn=tonight,
    tnite=tonight, tonite=tonight, tonigt=tonight, nite=night, tmrw=tomorrow, tmr=tomorrow, tomoro=tomorrow,
    tmw=tomorrow, bf=boyfriend, bfs=boyfriend s, gf=girlfriend, gfs=girlfriend s, bff=best friend, hubby=husband,
    bc=because, bcs=because, bcz=because, cuz=because, coz=because, becuz=because, becoz=because, ppl=people,
    agn=again, agian=again, anymor=anymore, nomore=no more, idk=i do not know, idc=i do not care, dunno=do not know,
    smb=somebody, sb=somebody, sth=something, smth=something, srsly=seriously, wdym=what do you mean, liv=live,
    lfie=life, lief=life, wnat=want, wan=want, wnt=want, hte=the, teh=the, mself=myself, myslf=myself, myelf=myself,
    mysef=myself, mysel=myself, meself=myself, hiting=hitting, hited=hit, punshed=punched, slaped=slapped,
    slapt=slapped, chocked=choked, chocking=choking, chocks=chokes, choaked=choked, chokd=choked, raepd=raped,
    rapd=raped, suside=suicide, suiside=suicide, sucide=suicide, suacide=suicide, sooicide=suicide,
    sewerslide=suicide, sewercide=suicide, unalive=kill, unalived=killed, unaliving=killing, unalives=kills,
    kil=kill, kms=kill myself, kmsing=killing myself, kys=kill yourself, ctb=kill myself, graped=raped, r8ped=raped,
    seggs=sex, secks=sex, abt=about, abot=about, bout=about, thx=thanks, plz=please, hurted=hurt, bein=being,
    tho=though, thru=through, nobdy=nobody, noone=no one, evryone=everyone, everone=everyone, evry=every, jus=just,
    jst=just, boyfreind=boyfriend, boyfrend=boyfriend, girlfreind=girlfriend, girlfrend=girlfriend, freind=friend,
    frend=friend, forsed=forced, forse=force, straggled=strangled, strangeld=strangled, myslef=myself,
    mysefl=myself, ourself=ourselves, dye=die, dieing=dying, dieng=dying, suicde=suicide, sucidal=suicidal,
    suisidal=suicidal, sewerslidal=suicidal, deadass=really, icl=honestly, ngl=honestly, tbh=honestly, hv=have,
    bday=birthday, grls=girls, parnets=parents, husbend=husband, husban=husband, hubs=husband, missus=wife,
    thinkin=thinking, cuttin=cutting, hittin=hitting, killin=killing, hurtin=hurting, livin=living, anymoar=anymore,
    mum=mom, mam=mom, mums=mom s, moms=mom s, mummy=mom, mommy=mom, mother=mom, mothers=mom s, daddy=dad,
    father=dad, fathers=dad s, dads=dad s, stepfather=stepdad, stepmother=stepmom, stepmum=stepmom,
  `,
  spanish: `
    q=que, xq=porque, porq=porque, kiero=quiero, qiero=quiero, matarm=matarme, suisidarme=suicidarme,
    suicidarm=suicidarme, anoxe=anoche, noxe=noche, nadien=nadie, haiga=haya, tb=tambien, tmb=tambien,
    kiere=quiere, kieren=quieren, suisidar=suicidar, nomas=no mas, xa=para, bn=bien, dsd=desde,
  `,
  portuguese: `
    vc=voce, vcs=voces, qro=quero, qero=quero, kero=quero, naum=nao, nn=nao, pq=porque, dnv=de novo, hj=hoje,
    msm=mesmo, mto=muito, mt=muito, cmg=comigo, ngm=ninguem, namo=namorado, cel=celular, tou=estou, pra=para,
    pros=para os, pras=para as, cmigo=comigo, eh=e, kd=cade, blz=beleza, oq=o que, td=tudo, tds=todos,
  `,
  german: `
    nich=nicht, nix=nichts, nimmer=nicht mehr, hab=habe, habs=habe es, hatt=hat, umbringn=umbringen, merh=mehr,
    wil=will, mehrr=mehr, iwie=irgendwie, vllt=vielleicht, freundinn=freundin,
  `,
  french: `
    jai=j ai, jen=j en, jveux=je veux, jveu=je veux, jvais=je vais, jpeux=je peux, jsuis=je suis, chuis=je suis,
    jme=je me, jte=je te, jlui=je lui, cest=c est, ct=c etait, jarrive=j arrive, jarrete=j arrete,
    jaimerais=j aimerais, jaurais=j aurais, javais=j avais, jetais=j etais, envi=envie, tjrs=toujours, tjr=toujours,
    tt=tout, bcp=beaucoup, plu=plus, pk=pourquoi, pcq=parce que, pske=parce que, ki=qui, qd=quand, mourrir=mourir,
    mourire=mourir, cv=ca va, qqn=quelquun, jl=je l, jle=je le, jla=je la, jlai=je l ai, jfais=je fais,
    jpense=je pense, jpeu=je peux, jdois=je dois, jcrois=je crois, jvoudrais=je voudrais, jvx=je veux, dla=de la,
    tte=toute, bb=bebe, keske=qu est ce que, koi=quoi, vx=veux,
  `,
}

export const SHORT_FORMS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.values(TABLE).flatMap((entries) =>
    entries.split(',').flatMap((entry) => {
      const [short = '', long = ''] = entry.trim().split('=')
      return long === '' ? [] : [[short, long.split(' ')] as const]
    }),
  ),
)
