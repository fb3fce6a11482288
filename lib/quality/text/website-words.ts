/** What a review of a website can speak about. Many of its words are the same in every language. */
export const AREAS: readonly { area: string; pattern: RegExp }[] = [
  {
    area: "content",
    pattern:
      /\b(?:content|copy|headline|wording|texts?|message|blog|inhalt\p{L}*|überschrift\p{L}*|texte?|contenido\p{L}*|titular\p{L}*|textos?|mensaje|contenu\p{L}*|titres?|textes?|contenut\p{L}|testi)\b/iu,
  },
  {
    area: "structure",
    pattern:
      /\b(?:navigation|menu|menü|menú|structure|struktur|estructura|heading\p{L}*|h1|h2|layout|sections?|breadcrumb\p{L}*|internal link\p{L}*|seitenaufbau|abschnitt\p{L}*|navegación|secci\p{L}*|rubriques?|fil d'ariane|struttura)\b/iu,
  },
  {
    area: "search",
    pattern:
      /\b(?:seo|meta|title tags?|description|keywords?|canonical|sitemap|robots|index\p{L}*|rank\p{L}*|search (?:results?|engines?|console)|google|suchmaschine\p{L}*|suchergebnis\p{L}*|buscador\p{L}*|búsqueda|référencement|moteurs? de recherche|schema\.org|structured data)\b/iu,
  },
  {
    area: "speed",
    pattern:
      /\b(?:speed|loads?|loading|lcp|cls|inp|ttfb|lighthouse|performance|kb|mb|megabytes?|compress\p{L}*|webp|lazy|cache|ladezeit\p{L}*|lädt|laden|sekunden|komprimier\p{L}*|carga|velocidad|segundos|comprim\p{L}*|chargement|vitesse|secondes|compress\p{L}*|caricamento)\b/iu,
  },
  {
    area: "mobile",
    pattern:
      /\b(?:mobile|phones?|smartphones?|responsive|viewport|handy|mobil\p{L}*|móvil\p{L}*|téléphones?|cellulare)\b/iu,
  },
  {
    area: "accessibility",
    pattern:
      /\b(?:accessib\p{L}*|alt (?:texts?|attributes?)|alt-text\p{L}*|contrast\p{L}*|kontrast\p{L}*|aria|screen readers?|keyboard|wcag|barrierefrei\p{L}*|alternativtext\p{L}*|accesib\p{L}*|texto alternativo|lector de pantalla|contraste\p{L}*|textes? alternatifs?)\b/iu,
  },
  {
    area: "conversion",
    pattern:
      /\b(?:cta|call[- ]to[- ]action|buttons?|forms?|checkout|sign-?up|contact|booking|conversion|leads?|formular\p{L}*|knopf|schaltfläche\p{L}*|buchung\p{L}*|kontakt\p{L}*|warenkorb|botón|botones|formulario\p{L}*|reserva\p{L}*|contacto|boutons?|formulaires?|réserv\p{L}*|pulsante)\b/iu,
  },
  {
    area: "trust",
    pattern:
      /\b(?:https|certificate|testimonials?|reviews?|privacy|cookies?|imprint|opening hours|address|trust|ssl|impressum|datenschutz\p{L}*|bewertung\p{L}*|öffnungszeiten|vertrauen|opiniones|reseñas|privacidad|confianza|horarios?|avis|mentions légales|confiance|témoignages?|horaires)\b/iu,
  },
];

/** A sentence that says what to do. */
export const ACTION =
  /\b(?:add|replace|move|compress|shorten|rewrite|use|remove|reduce|set|write|give|put|split|link|make|fix|show|place|convert|merge|test|publish|should|recommend\p{L}*|ergänz\p{L}*|kürz\p{L}*|ersetz\p{L}*|komprimier\p{L}*|verschieb\p{L}*|hinzufügen|fügen sie|geben sie|setzen sie|sollten?|empfehl\p{L}*|verkleiner\p{L}*|schreiben sie|entfern\p{L}*|legen sie|nennen sie|zeigen sie|añad\p{L}*|comprim\p{L}*|reduc\p{L}*|reduz\p{L}*|acort\p{L}*|reempla\p{L}*|recom\p{L}*|debe\p{L}*|convendría|conviene|ponga\p{L}*|quit\p{L}*|escrib\p{L}*|ajout\p{L}*|rédui\p{L}*|compress\p{L}*|remplac\p{L}*|raccourci\p{L}*|recommand\p{L}*|devrait|devraient|mettez|placez|écrivez|supprim\p{L}*|aggiung\p{L}*|riduc\p{L}*|sostitu\p{L}*)\b/iu;

/** What comes first is told apart from what can wait. */
export const PRIORITY =
  /\b(?:first|priority|priorit\p{L}*|most important|urgent|quick wins?|biggest|high impact|then|finally|zuerst|zuletzt|danach|dringend\p{L}*|wichtigste\p{L}*|größte\p{L}*|primero|prioridad\p{L}*|urgente|después|lo más importante|por último|d'abord|urgent\p{L}*|priorité\p{L}*|ensuite|le plus important|enfin|prima|infine)\b|^[ \t]*\d[.)]\s/imu;
