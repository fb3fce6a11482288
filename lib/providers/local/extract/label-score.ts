import type { Finding } from "./finding";

/** Words that mean the same in front of a value. */
const ALIKE: readonly string[][] = [
  [
    "due",
    "pay",
    "payable",
    "fällig",
    "until",
    "before",
    "deadline",
    "expires",
    "bis",
    "zahlbar",
    "latest",
    "vence",
    "échéance",
  ],
  ["total", "sum", "altogether", "gesamt", "gesamtbetrag", "summe", "comes", "amount", "betrag", "endbetrag", "grand"],
  ["invoice", "rechnung", "rechnungsnummer", "bill", "factura", "facture"],
  ["issue", "issued", "dated", "rechnungsdatum", "invoiced"],
  ["order", "ordered", "bestellung", "bestellnummer", "bestellt", "pedido"],
  ["start", "from", "begin", "begins", "starts", "starting", "ab", "check-in", "arriving", "beginnt", "join", "joins"],
  ["end", "to", "until", "ends", "bis", "check-out", "leaving", "expires", "endet"],
  ["purchase", "bought", "purchased", "gekauft", "kauf"],
  ["tax", "vat", "mwst", "ust", "iva"],
  ["serial", "seriennummer", "s/n"],
  ["customer", "client", "kunde", "kundin", "kundennummer"],
  ["delivery", "delivered", "deliver", "arrives", "lieferung", "geliefert", "liefertermin", "ship", "shipped"],
  ["birth", "born", "geboren", "birthday"],
  ["salary", "earns", "gehalt", "pays"],
  ["deposit", "kaution", "anzahlung"],
  ["departure", "departs", "leaves", "depart", "from", "abfahrt"],
  ["arrival", "arrives", "to", "arrive", "ankunft"],
  ["origin", "from", "von", "aus"],
  ["destination", "to", "nach"],
  ["quantity", "qty", "pieces", "units", "stück", "menge", "copies"],
  ["guests", "people", "persons", "personen", "adults"],
];
const BEFORE_LENGTH = 70;
const BEHIND_LENGTH = 30;

/**
 * How well what stands around a value says that it is the one a field asks for: 0 when nothing does, up to about 1 for each
 * word of the field's name, more the nearer. A line or sentence that ended in between ends it.
 */
export function labelScore(
  text: string,
  { start, end }: Pick<Finding<unknown>, "start" | "end">,
  tokens: readonly string[],
): number {
  const before = lastPart(text.slice(Math.max(0, start - BEFORE_LENGTH), start));
  const behind = text.slice(end, end + BEHIND_LENGTH).split(/[\n;]|\.\s/u, 1)[0]!;
  return tokens.reduce((sum, token) => sum + Math.max(near(before, token, true), 0.6 * near(behind, token, false)), 0);
}

/** Since the last end of a line or sentence; a line that ends with a colon goes on. */
const lastPart = (text: string): string => text.split(/(?<!:)\s*\n|[;!?]\s|(?<!\b\p{L}{1,3})\.\s/u).at(-1)!;

function near(context: string, token: string, isBefore: boolean): number {
  let best = 0;
  for (const match of context.toLowerCase().matchAll(/[\p{L}][\p{L}/-]*/gu)) {
    if (!isSame(match[0], token)) continue;
    const distance = isBefore ? context.length - match.index - match[0].length : match.index;
    best = Math.max(best, 1 - distance / 100);
  }
  return best;
}

function isSame(word: string, token: string): boolean {
  if (word === token || (token.length > 3 && word.startsWith(token.slice(0, 5)))) return true;
  return ALIKE.some((group) => group.includes(token) && group.includes(word));
}
