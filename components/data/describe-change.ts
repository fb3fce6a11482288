import { formatPercent } from "@/lib/client/format";

export type ChangeInput = {
  /** null when unknown. */
  current: number | null;
  previous: number | null;
  /** Which direction is good news: cost is `down`, quality is `up`. */
  goodWhen: "up" | "down" | "neither";
  /** Completes "than the previous …": "24 hours", "7 days". */
  periodLabel: string;
};

export type Change = {
  direction: "up" | "down" | "same";
  verdict: "good" | "bad" | "neutral";
  /** Short form beside the arrow, such as "12.3%". */
  text: string;
  /** The whole sentence, such as "12.3% lower than the previous 24 hours, which is better". */
  sentence: string;
};

/** Changes below this share count as no change: they would print as 0.0%. */
const NOTICEABLE = 0.0005;

/** Words for the change between two periods. null when either is unknown, or when there was nothing before to compare with. */
export function describeChange({ current, previous, goodWhen, periodLabel }: ChangeInput): Change | null {
  if (current === null || previous === null || previous === 0) return null;
  const share = (current - previous) / Math.abs(previous);
  if (Math.abs(share) < NOTICEABLE) {
    return {
      direction: "same",
      verdict: "neutral",
      text: "no change",
      sentence: `Same as the previous ${periodLabel}`,
    };
  }
  const direction = share > 0 ? "up" : "down";
  const text = Math.abs(share) >= 10 ? `${Math.round(current / previous)}×` : formatPercent(Math.abs(share));
  const verdict = goodWhen === "neither" ? "neutral" : goodWhen === direction ? "good" : "bad";
  const judgement = { good: ", which is better", bad: ", which is worse", neutral: "" }[verdict];
  const comparison = text.endsWith("×") ? `${text} the` : `${text} ${direction === "up" ? "higher" : "lower"} than the`;
  return { direction, verdict, text, sentence: `${comparison} previous ${periodLabel}${judgement}` };
}
