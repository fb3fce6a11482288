import { MAX_VALUE_CHARACTERS, USAGES, type FeedbackKind, type Usage } from "./words";

export type FeedbackValue = boolean | number | string;

/** What the execution answered. */
type Judged = { label: string | null; output: string | null };

type Verdict = {
  /** 0–1; null for what is no verdict. */
  approval: number | null;
  /** Whether the label was right; null when it does not say, or when there is no label. */
  isRight: boolean | null;
  rightLabel: string | null;
};

/** Why `value` cannot stand for this kind, or null when it can. */
export function valueProblem(kind: FeedbackKind, value: FeedbackValue): string | null {
  switch (kind) {
    case "approval":
      return typeof value === "boolean" ? null : "must be true or false for an approval";
    case "rating":
      return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 5
        ? null
        : "must be a whole number from 1 to 5 for a rating";
    case "usage":
      return isUsage(value) ? null : `must be one of ${USAGES.join(", ")} for a usage`;
    case "label":
      return isText(value, 200) ? null : "must be the right label, 1 to 200 characters";
    case "correction":
      return isText(value, MAX_VALUE_CHARACTERS) ? null : "must be what the answer should have been";
    case "comment":
      return isText(value, 2_000) ? null : "must be text of 1 to 2000 characters for a comment";
    default:
      return kind satisfies never;
  }
}

const isText = (value: FeedbackValue, max: number): boolean =>
  typeof value === "string" && value.trim() !== "" && value.length <= max;

const isUsage = (value: FeedbackValue): value is Usage => (USAGES as readonly unknown[]).includes(value);

/**
 * What a valid feedback says of the answer. A rating of 1–5 is 0, ¼, ½, ¾, 1; an edited suggestion is half approved;
 * a correction that repeats the answer approves it. Ratings of 3, and suggestions that were dismissed, leave open
 * whether a label was right.
 */
export function judgeFeedback(kind: FeedbackKind, value: FeedbackValue, answer: Judged): Verdict {
  const { label } = answer;
  const ofLabel = (isRight: boolean | null, approval: number): Verdict => ({
    approval,
    isRight: label === null ? null : isRight,
    rightLabel: label !== null && isRight === true ? label : null,
  });
  switch (kind) {
    case "approval":
      return ofLabel(value === true, value === true ? 1 : 0);
    case "rating": {
      const stars = Number(value);
      return ofLabel(stars === 3 ? null : stars > 3, (stars - 1) / 4);
    }
    case "usage":
      if (value === "used") return ofLabel(true, 1);
      return value === "edited" ? ofLabel(false, 0.5) : ofLabel(null, 0);
    case "label":
    case "correction": {
      const meant = String(value).trim();
      if (label !== null || kind === "label") {
        const isRight = label === null ? null : label === meant;
        return { approval: label === null ? null : Number(isRight), isRight, rightLabel: meant };
      }
      return { approval: meant === answer.output?.trim() ? 1 : 0, isRight: null, rightLabel: null };
    }
    case "comment":
      return { approval: null, isRight: null, rightLabel: null };
    default:
      return kind satisfies never;
  }
}
