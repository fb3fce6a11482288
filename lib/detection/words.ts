/** What a person seems to feel. `frustrated` holds every negative feeling: annoyance, disappointment, sadness. */
export const EMOTIONS = ["frustrated", "confused", "happy", "neutral", "urgent"] as const;
export type Emotion = (typeof EMOTIONS)[number];

/** `lexical`: the words were enough. `encoder`: the sentence's meaning was asked as well. */
export type DetectionStage = "lexical" | "encoder";
