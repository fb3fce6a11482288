/** A lead's score as it was stated, on 0–100; null when there is none. */
export function readVerdict(raw: string): number | null {
  const outOf = /(\d{1,3}(?:[.,]\d+)?)\s*(?:\/|out of|von|de|sur)\s*(100|10|5)(?!\d)/iu.exec(raw);
  if (outOf) return inRange((100 * Number(outOf[1]!.replace(",", "."))) / Number(outOf[2]));
  const named =
    /\b(?:score|rating|punkte|punktzahl|bewertung|puntuación|puntaje|note|probability|wahrscheinlichkeit|probabilidad|probabilité)\D{0,20}(\d{1,3})(?!\d)/iu.exec(
      raw,
    );
  if (named) return inRange(Number(named[1]));
  const grade = GRADES.find(({ pattern }) => pattern.test(raw));
  return grade ? grade.score : inRange(Number(/^\W*(\d{1,3})\b/u.exec(raw)?.[1] ?? Number.NaN));
}

const inRange = (value: number): number | null => (value >= 0 && value <= 100 ? value : null);

/** What words and letters stand for. */
const GRADES = [
  { pattern: /\b(?:hot|grade a|a-lead|heiß|caliente|chaud)\b/iu, score: 88 },
  { pattern: /\b(?:warm|grade b|b-lead|tibio|tiède)\b/iu, score: 60 },
  { pattern: /\b(?:cold|grade [cd]|c-lead|kalt|frío|froid|disqualified)\b/iu, score: 20 },
] as const;
