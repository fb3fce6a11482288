export type Judgement = {
  /** 0–100. */
  quality: number;
  /** For the person who reads it. */
  reason: string;
};
