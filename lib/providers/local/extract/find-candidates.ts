import { findMoney, findNumbers, findPercentages } from "./find-amounts";
import { findCodes, findEmails, findPhones, findUrls } from "./find-contacts";
import { findDates } from "./find-dates";
import { findNames } from "./find-names";
import type { FieldKind } from "./field-kind";
import type { Finding } from "./finding";

export type Candidate = Finding<string | number> & {
  /** As it stands in the text, for fields that are text. */
  raw: string;
  /** Only of money. */
  currency?: string;
};

const TIME =
  /(?<![\d.:])(?:[01]?\d|2[0-3])(?:[:.][0-5]\d)(?:\s?[ap]\.?m\b\.?)?(?![\d:]|[.,]\d)|(?<![\d.:])(?:1[0-2]|[1-9])\s?[ap]\.?m\b\.?/giu;
const PLACE =
  /(?<=\b(?:in|at|to|from|near|nach|aus|room|raum|im raum|en|à)\s)\p{Lu}[\p{L}'’-]+(?:\s\p{Lu}[\p{L}'’-]+){0,2}/gu;
const STREET =
  /\p{Lu}[\p{L}.-]*(?:straße|strasse|weg|platz|gasse|allee)\s\d{1,4}[a-z]?|\d{1,5}\s(?:\p{Lu}[\p{L}'.-]*\s){1,4}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Way|Square|Court)\b/gu;

type CandidatesByKind = Readonly<Record<Exclude<FieldKind, "text">, () => Candidate[]>>;

/** Everything of each kind that stands in a text, in its order, looked for when it is first asked. */
export function findCandidates(text: string): CandidatesByKind {
  const raw = <Value extends string | number>(findings: readonly Finding<Value>[]): Candidate[] =>
    findings.map((finding) => ({ ...finding, raw: text.slice(finding.start, finding.end) }));
  const money = once(() =>
    findMoney(text).map(({ value, start, end }) => ({
      value: value.amount,
      currency: value.currency,
      start,
      end,
      raw: text.slice(start, end),
    })),
  );
  const dates = once(() => raw(findDates(text)));
  const contacts = once(() => raw([...findEmails(text), ...findUrls(text)]));
  const phones = once(() => apartFrom(raw(findPhones(text)), dates()));
  const names = once(() => findNames(text));
  return {
    date: dates,
    time: once(() => raw(matches(text, TIME))),
    money,
    currency: once(() => money().map((one) => ({ ...one, value: one.currency, raw: one.currency }))),
    email: once(() => raw(findEmails(text))),
    url: once(() => raw(findUrls(text))),
    phone: phones,
    percent: once(() => raw(findPercentages(text))),
    number: once(() => apartFrom(raw(findNumbers(text)), [...dates(), ...phones()])),
    person: once(() => sureFirst(raw(names().filter(({ kind }) => kind === "person")), names())),
    organization: once(() => raw(names().filter(({ kind }) => kind === "organization"))),
    place: once(() => [...raw(matches(text, STREET)), ...raw(matches(text, PLACE))]),
    code: once(() =>
      apartFrom(raw(findCodes(text)), [...dates(), ...phones(), ...contacts(), ...money()]).sort(
        (one, other) => Number(isMixed(other.raw)) - Number(isMixed(one.raw)) || one.start - other.start,
      ),
    ),
  };
}

/** Letters and digits together are a code more surely than digits alone. */
const isMixed = (code: string): boolean => /[A-Z]/.test(code) && /\d/.test(code);

function matches(text: string, pattern: RegExp): Finding<string>[] {
  return [...text.matchAll(pattern)].map((match) => ({
    value: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}

function apartFrom(candidates: readonly Candidate[], others: readonly Candidate[]): Candidate[] {
  return candidates.filter(({ start, end }) => !others.some((other) => start < other.end && end > other.start));
}

function sureFirst(candidates: Candidate[], names: ReturnType<typeof findNames>): Candidate[] {
  const sure = new Set(names.filter(({ isSure }) => isSure).map(({ start }) => start));
  return candidates.sort((one, other) => Number(sure.has(other.start)) - Number(sure.has(one.start)));
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | null = null;
  return () => (made ??= { value: make() }).value;
}
