/**
 * Numbers and times as people read them. The product speaks English, so numbers are formatted for it on server and
 * browser alike: a locale that only the browser knows would make the two disagree while the page hydrates.
 */
const LOCALE = "en-US";

/** Shown for values that were never measured. */
const MISSING = "–";

const money = new Intl.NumberFormat(LOCALE, { style: "currency", currency: "USD" });
const tinyMoney = new Intl.NumberFormat(LOCALE, {
  style: "currency",
  currency: "USD",
  minimumFractionDigits: 2,
  maximumFractionDigits: 20,
});
const compactMoney = new Intl.NumberFormat(LOCALE, {
  style: "currency",
  currency: "USD",
  notation: "compact",
  maximumFractionDigits: 1,
});
const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat(LOCALE, { notation: "compact", maximumFractionDigits: 1 });
const threeDigits = new Intl.NumberFormat(LOCALE, { maximumSignificantDigits: 3 });
const oneDecimal = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 });
const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: "auto", style: "short" });

/**
 * US dollars. Below one dollar three significant digits are kept, however small ("$0.000000235", never "2e-7"); null is "unknown".
 */
export function formatUsd(usd: number | null | undefined): string {
  if (usd === null || usd === undefined || !Number.isFinite(usd)) return "unknown";
  if (usd === 0 || Math.abs(usd) >= 1) return money.format(usd);
  return tinyMoney.format(Number(usd.toPrecision(3)));
}

/** US dollars for chart axes: "$1.2K". Small amounts keep their digits. */
export function formatUsdShort(usd: number): string {
  return Math.abs(usd) >= 1_000 ? compactMoney.format(usd) : formatUsd(usd);
}

/** Price per million tokens; the argument is in US dollars per million tokens, the unit of the model catalogue. */
export function formatUsdPerMillion(usdPerMillion: number | null | undefined): string {
  const price = formatUsd(usdPerMillion);
  return price === "unknown" ? price : `${price} / 1M`;
}

/** Milliseconds as ms, s, min or h, three significant digits; null is a dash. */
export function formatLatency(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || !Number.isFinite(ms)) return MISSING;
  if (ms < 999.5) return `${threeDigits.format(ms)} ms`;
  if (ms < 59_950) return `${threeDigits.format(ms / 1_000)} s`;
  return formatDuration(ms);
}

/** Elapsed time in its two largest units, whole seconds: "42 s", "3 min 07 s", "2 h 05 min". */
export function formatDuration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || !Number.isFinite(ms)) return MISSING;
  const seconds = Math.max(0, Math.round(ms / 1_000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${pad(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${pad(minutes % 60)} min`;
}

/** A whole number with separators; null is a dash. */
export function formatCount(count: number | null | undefined): string {
  return count === null || count === undefined || !Number.isFinite(count) ? MISSING : whole.format(count);
}

/** Exact below 10,000, then "12.3K"; null is a dash. Put the exact number into the hover text. */
export function formatTokens(tokens: number | null | undefined): string {
  if (tokens === null || tokens === undefined || !Number.isFinite(tokens)) return MISSING;
  return Math.abs(tokens) < 10_000 ? whole.format(tokens) : compact.format(tokens);
}

/**
 * A ratio of 0–1 as a percentage, one decimal. Never rounds a rare event to 0 % nor an almost certain one to 100 %:
 * 0.0002 is "0.02%", 0.99996 is ">99.99%".
 */
export function formatPercent(ratio: number | null | undefined): string {
  if (ratio === null || ratio === undefined || !Number.isFinite(ratio)) return MISSING;
  const percent = ratio * 100;
  const size = Math.abs(percent);
  if (size > 0 && size < 0.01) return percent > 0 ? "<0.01%" : ">-0.01%";
  if (size > 99.99 && size < 100) return percent > 0 ? ">99.99%" : "<-99.99%";
  const isNearAnEnd = (size > 0 && size < 0.1) || (size > 99.9 && size < 100);
  if (!isNearAnEnd) return `${oneDecimal.format(percent)}%`;
  return `${(Math.floor(size * 100) / 100) * Math.sign(percent)}%`;
}

/** A difference with its sign, which one that rounds to nothing does not have: "+2.5", "−0.1", "0.0". (Default: one decimal.) */
export function formatSigned(difference: number, format = (size: number) => size.toFixed(1)): string {
  const size = format(Math.abs(difference));
  if (size === format(0)) return size;
  return `${difference > 0 ? "+" : "−"}${size}`;
}

/** A quality score, 0–100, one decimal; null is a dash. */
export function formatQuality(quality: number | null | undefined): string {
  return quality === null || quality === undefined || !Number.isFinite(quality) ? MISSING : oneDecimal.format(quality);
}

const STEPS = [
  { unit: "second", ms: 1_000, below: 60_000 },
  { unit: "minute", ms: 60_000, below: 3_600_000 },
  { unit: "hour", ms: 3_600_000, below: 86_400_000 },
  { unit: "day", ms: 86_400_000, below: 30 * 86_400_000 },
  { unit: "month", ms: 30 * 86_400_000, below: 365 * 86_400_000 },
  { unit: "year", ms: 365 * 86_400_000, below: Infinity },
] as const;

/** "5 min. ago", "in 2 days"; "just now" within five seconds. */
export function formatRelativeTime(time: Date, now: Date): string {
  const differenceMs = time.getTime() - now.getTime();
  if (Math.abs(differenceMs) < 5_000) return "just now";
  const step = STEPS.find(({ below }) => Math.abs(differenceMs) < below) ?? STEPS[STEPS.length - 1]!;
  return relative.format(Math.trunc(differenceMs / step.ms), step.unit);
}

/** "2026-03-31 12:00:05 UTC": sorts, copies, and means the same everywhere. */
export function formatUtc(time: Date): string {
  return `${time.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** "Mar 31, 2026, 14:00:05 GMT+2" in the given zone (Default: the browser's). Not during server rendering. */
export function formatLocalTime(time: Date, timeZone?: string): string {
  return new Intl.DateTimeFormat(LOCALE, {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
    timeZone,
  }).format(time);
}

const pad = (value: number) => String(value).padStart(2, "0");
