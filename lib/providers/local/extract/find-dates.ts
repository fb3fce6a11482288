import type { Finding } from "./finding";

const MONTHS = (
  "jan|january|januar|janvier|enero ene;feb|february|februar|février|fevrier|febrero;mar|march|märz|maerz|mars|marzo;" +
  "apr|april|avril|abril;may|mai|mayo;jun|june|juni|juin|junio;jul|july|juli|juillet|julio;aug|august|août|aout|agosto;" +
  "sep|sept|september|septembre|septiembre;oct|okt|october|oktober|octobre|octubre;nov|november|novembre|noviembre;" +
  "dec|dez|december|dezember|décembre|decembre|diciembre"
).split(";");
const MONTH_BY_NAME = new Map(
  MONTHS.flatMap((names, index) => names.split(/[| ]/).map((name) => [name, index + 1] as const)),
);

const ISO = /(?<!\d)(\d{4})-(\d{2})-(\d{2})(?:T\d{2}:\d{2}[\d:.Z+-]*)?(?!\d)/g;
const NUMERIC = /(?<![\d.])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/g;
const DAY_FIRST =
  /(?<!\d)(\d{1,2})(?:st|nd|rd|th|\.|er)?\s+(?:of\s+|de\s+)?(\p{L}{3,12})\.?,?\s+(?:de\s+|del\s+)?(\d{4})(?!\d)/gu;
const MONTH_FIRST = /(?<![\p{L}])(\p{L}{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)/gu;

/** Calendar dates with their year, as `YYYY-MM-DD`. Where day and month could be either, dollars and a.m./p.m. mean month first. */
export function findDates(text: string): Finding<string>[] {
  const isMonthFirst = /\$|\b[ap]\.?m\b|\bUSD\b/i.test(text);
  return [
    ...matches(text, ISO, ([, year, month, day]) => dateOf(year, month, day)),
    ...matches(text, NUMERIC, ([, one, separator, other, year]) => {
      const monthIsFirst = Number(other) > 12 || (separator === "/" && isMonthFirst && Number(one) <= 12);
      return monthIsFirst ? dateOf(year, one, other) : dateOf(year, other, one);
    }),
    ...matches(text, DAY_FIRST, ([, day, month, year]) => dateOf(year, monthOf(month), day)),
    ...matches(text, MONTH_FIRST, ([, month, day, year]) => dateOf(year, monthOf(month), day)),
  ].sort((one, other) => one.start - other.start);
}

const monthOf = (name: string | undefined): number | undefined => MONTH_BY_NAME.get((name ?? "").toLowerCase());

type Part = string | number | undefined;

/** null for a day that no calendar has. */
function dateOf(year: Part, month: Part, day: Part): string | null {
  const fullYear = Number(year) < 100 ? 2000 + Number(year) : Number(year);
  const date = new Date(Date.UTC(fullYear, Number(month) - 1, Number(day)));
  const isReal = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day) && fullYear >= 1800;
  return isReal ? date.toISOString().slice(0, 10) : null;
}

function matches(text: string, pattern: RegExp, read: (match: RegExpMatchArray) => string | null): Finding<string>[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const value = read(match);
    return value === null ? [] : [{ value, start: match.index, end: match.index + match[0].length }];
  });
}
