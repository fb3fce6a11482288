export type FieldKind =
  | "date"
  | "time"
  | "money"
  | "currency"
  | "email"
  | "phone"
  | "url"
  | "percent"
  | "number"
  | "person"
  | "organization"
  | "place"
  | "code"
  | "text";

/** First that fits wins, so the narrower ones stand first. Tokens are those of the field's name, in lower case. */
const BY_TOKENS: readonly (readonly [FieldKind, RegExp])[] = [
  ["email", /^(?:e?mails?|e-mail)$/],
  ["phone", /^(?:phones?|tel|telephone|mobile|fax|telefon|telefonnummer|handy|teléfono|téléphone)$/],
  ["url", /^(?:urls?|links?|website|web|homepage|uri)$/],
  ["currency", /^(?:currency|währung|devise|moneda)$/],
  ["percent", /^(?:percent|percentage|rate|discount|rabatt|prozent|vatrate|interest)$/],
  ["time", /^(?:time|uhrzeit|hour|hora|heure)$/],
  ["date", /^(?:dates?|day|datum|deadline|due|fecha|birthday|expiry|expires|until|since|birthdate|duedate|am)$/],
  [
    "money",
    /^(?:amounts?|totals?|price|cost|costs|sum|fee|fees|salary|budget|payment|balance|betrag|summe|preis|gesamt|gesamtbetrag|kosten|importe|montant|precio|revenue|deposit|refund|rent|tax|subtotal|value)$/,
  ],
  [
    "code",
    /^(?:id|ids|number|nummer|no|nr|code|codes|reference|ref|sku|serial|iban|tracking|invoice|order|ticket|booking|rechnungsnummer|bestellnummer|flight|model|numero|número)$/,
  ],
  [
    "organization",
    /^(?:company|organi[sz]ation|vendor|supplier|employer|firm|firma|merchant|seller|brand|store|shop|carrier|unternehmen|empresa|manufacturer|lieferant)$/,
  ],
  [
    "place",
    /^(?:city|place|location|town|destination|origin|country|ort|stadt|venue|room|address|street|adresse|ciudad|ville|departure|arrival)$/,
  ],
  [
    "person",
    /^(?:names?|person|people|contact|customer|sender|recipient|author|participants?|attendees?|manager|employee|client|candidate|patient|guest|tenant|kunde|kundin|ansprechpartner|teilnehmer|absender|nombre|nom|owner|agent|buyer|speaker|signatory)$/,
  ],
  [
    "number",
    /^(?:count|quantity|qty|people|guests|pieces|age|size|seats|nights|rooms|hours|days|weeks|months|years|menge|anzahl|copies|units|employees|weight|number)$/,
  ],
];

/** German joins words: what stands last in one says what it is. */
const BY_ENDING: readonly (readonly [FieldKind, RegExp])[] = [
  ["date", /datum$|termin$/],
  ["code", /nummer$/],
  ["money", /betrag$|preis$|summe$|kosten$/],
];

const BY_FORMAT: Readonly<Record<string, FieldKind>> = {
  date: "date",
  "date-time": "date",
  email: "email",
  uri: "url",
  url: "url",
  time: "time",
  "idn-email": "email",
};

/** What a field asks for, by its format, the words of its name and its type. The last word says most: `order_date` is a date. */
export function fieldKind(tokens: readonly string[], { format, type }: { format?: string; type: string }): FieldKind {
  if (format && BY_FORMAT[format]) return BY_FORMAT[format];
  const isNumeric = type === "number" || type === "integer";
  for (const token of [...tokens].reverse()) {
    for (const [kind, pattern] of [...BY_TOKENS, ...BY_ENDING]) {
      if (pattern.test(token) && fits(kind, isNumeric)) return kind;
    }
  }
  return isNumeric ? "number" : "text";
}

/** A number is no name, and a counted quantity no code. */
function fits(kind: FieldKind, isNumeric: boolean): boolean {
  if (!isNumeric) return kind !== "number";
  return kind === "money" || kind === "percent" || kind === "number";
}

/** Words of a name in snake_case, camelCase or with blanks. */
export function tokensOf(name: string): string[] {
  return name
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((token) => token !== "");
}
