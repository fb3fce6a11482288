/** Taking notice of the other person, in the languages that most customers write in. */
export const ACKNOWLEDGEMENT =
  /\b(?:sorry|apolog\p{L}*|understand\p{L}*|frustrat\p{L}*|thank\p{L}*|appreciate|glad|happy to|good question|congratulations|i can see why|that sounds|entschuldig\p{L}*|tut mir (?:sehr )?leid|tut uns (?:sehr )?leid|versteh\p{L}*|verständlich|nachvollzieh\p{L}*|danke\p{L}*|vielen dank|ärgerlich|freut (?:mich|uns)|gerne?|lo siento|lamento|lamentamos|sentimos|entiendo|entendemos|comprend\p{L}*|gracias|disculp\p{L}*|me alegr\p{L}*|désolé\p{L}*|navré\p{L}*|merci|excus\p{L}*|ravi\p{L}*|mi dispiace|ci dispiace|capisco|grazie|scus\p{L}*|sinto muito|lamentamos|obrigad\p{L}|entendo|desculp\p{L}*|het spijt|begrijp\p{L}*|bedankt|excuses|przykro|rozumiem|przepraszam\p{L}*|dziękuj\p{L}*|ledsen|förstår|tack|beklager|forstår|tak)\b/iu;

/** Regret, for a message that complains. */
export const REGRET =
  /\b(?:sorry|apolog\p{L}*|regret|frustrat\p{L}*|i can see why|understand\p{L}* (?:how|that|why|your)|entschuldig\p{L}*|leid|ärgerlich|verständlich|nachvollzieh\p{L}*|lo siento|lamento|lamentamos|sentimos|disculp\p{L}*|désolé\p{L}*|navré\p{L}*|excus\p{L}*|dispiace|scus\p{L}*|sinto muito|desculp\p{L}*|spijt|excuses|przykro|przepraszam\p{L}*|ledsen|beklager)\b/iu;

/** A message whose writer is upset. */
export const UPSET =
  /\b(?:angry|furious|frustrat\p{L}*|annoy\p{L}*|unacceptable|terrible|awful|disappoint\p{L}*|worst|ridiculous|still (?:not|no|waiting|broken)|third time|again and again|fed up|lost (?:my|all)|broken|wütend|ärger\p{L}*|sauer|unmöglich|frech\p{L}*|enttäusch\p{L}*|katastroph\p{L}*|inakzeptabel|schon wieder|immer noch (?:nicht|kein\p{L}*)|kaputt|enfadad\p{L}|furios\p{L}|indignad\p{L}|inaceptable|vergüenza|decepcion\p{L}*|harto|harta|otra vez|todavía no|sigo sin|roto|rota|furieux|furieuse|inadmissible|inacceptable|déçu\p{L}*|honte|en colère|toujours pas|encore une fois|cassé\p{L}*|arrabbiat\p{L}|inaccettabile|delus\p{L}|vergogna|ancora|irritad\p{L}|inaceitável|péssim\p{L}|boos|teleurgesteld|onacceptabel)\b|!{2,}/iu;

/** What the writer does or offers, or what the reader can do: one expression a kind of help. */
export const HELP: readonly { kind: string; pattern: RegExp }[] = [
  {
    kind: "an action taken or offered",
    pattern:
      /\b(?:i(?:'ve| have|'ll| will| can| am|'m)|we(?:'ve| have|'ll| will| can| are)|let me|ich (?:habe|werde|kann|schicke|prüfe|sende|erstatte|kümmere|buche|leite)|wir (?:haben|werden|können|schicken|prüfen|senden|erstatten|tauschen)|habe ich|werde ich|kann ich|haben wir|können wir|he \p{L}+[aei]do|hemos|voy a|vamos a|puedo|podemos|acabo de|le (?:envío|enviamos|enviaré|enviaremos)|j'ai|je (?:vais|peux|vous)|nous (?:avons|allons|pouvons|vous)|ho \p{L}+[aiu]to|possiamo|posso|abbiamo|provvedo|vou|podemos|enviei|ik (?:heb|zal|kan|stuur)|we (?:hebben|zullen|kunnen|sturen))\b/iu,
  },
  {
    kind: "steps to take",
    pattern:
      /\b(?:open|click|tap|select|choose|go to|sign in|log in|try|check|press|wait|visit|consult|restart|enter|reply|send|use|change|öffnen|klicken|tippen|wählen|gehen sie|melden sie|prüfen sie|versuchen sie|schauen sie|warten sie|nennen sie|drücken|starten|antworten|senden|schicken|abra|abre|haga clic|intente|consulte|pulse|pulsa|elija|vaya|compruebe|reinicie|responda|envíe|envíenos|indique|ouvrez|cliquez|choisissez|allez|vérifiez|essayez|consultez|renvoyez|appuyez|redémarrez|répondez|envoyez|apra|clicchi|scelga|vada|controlli|riavvii|risponda|abra|clique|escolha|verifique|reinicie|klik|ga naar|kies|controleer|herstart|stuur)\b|^[ \t]*(?:\d[.)]|[-*•])\s/imu,
  },
  {
    kind: "a time or amount",
    pattern:
      /\d|\b(?:today|tomorrow|tonight|within|by (?:monday|tuesday|wednesday|thursday|friday|the end)|immediately|heute|morgen|innerhalb|sofort|bis (?:montag|dienstag|mittwoch|donnerstag|freitag)|hoy|mañana|dentro de|antes del|en seguida|aujourd'hui|demain|d'ici|sous|immédiatement|oggi|domani|entro|hoje|amanhã|vandaag|binnen)\b/iu,
  },
  { kind: "a question back", pattern: /[?¿]/u },
  {
    kind: "a reason",
    pattern:
      /\b(?:because|since|the reason|caused by|due to|which means|so that|weil|da (?:sie|der|die|das|wir|ein)|der grund|liegt (?:daran|an)|wegen|denn|damit|porque|ya que|debido a|el motivo|para que|parce que|car|à cause|en raison|afin|perché|poiché|a causa|porque|pois|devido|omdat|doordat|vanwege)\b/iu,
  },
];
