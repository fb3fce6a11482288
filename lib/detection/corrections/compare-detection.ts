import type { DetectionAccuracy } from "../schemas";

export type Hits = { right: number; asked: number };
export type Measured = { corrections: Hits; builtIn: Hits };

/** Most that may be lost on the messages that come with the product, 0–1. */
const TOLERATED_LOSS = 0.02;

/**
 * Whether retrained models should detect: they have to be right more often on corrections that neither had seen, and
 * may lose at most two points on the product's own messages. Without corrections to measure on, never.
 */
export function compareDetection(before: Measured, after: Measured) {
  const was = accuracyOf(before);
  const is = accuracyOf(after);
  const loss = was.builtIn - is.builtIn;
  const isBetter = after.corrections.right > before.corrections.right && loss <= TOLERATED_LOSS;
  return { before: was, after: is, isBetter, verdict: verdictOf(before, after, loss) };
}

function verdictOf({ corrections: was }: Measured, { corrections: is }: Measured, loss: number): string {
  if (is.asked === 0) return "None of the corrections could be set aside to measure on: give some more";
  const change = `right ${is.right} instead of ${was.right} of ${is.asked} times on corrections that it had not seen`;
  if (is.right <= was.right) return `Not better: ${change}`;
  if (loss > TOLERATED_LOSS) return `${upper(change)}, but worse by ${percent(loss)} on the product's own messages`;
  return upper(change);
}

const accuracyOf = ({ corrections, builtIn }: Measured): DetectionAccuracy => ({
  corrections: share(corrections),
  builtIn: share(builtIn),
});

const share = ({ right, asked }: Hits): number => (asked === 0 ? 0 : right / asked);
const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;
const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
