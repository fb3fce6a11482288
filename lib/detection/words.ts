/** What a person seems to feel. `frustrated` holds every negative feeling: annoyance, disappointment, sadness. */
export const EMOTIONS = ["frustrated", "confused", "happy", "neutral", "urgent"] as const;
export type Emotion = (typeof EMOTIONS)[number];

/** `lexical`: the words were enough. `encoder`: the sentence's meaning was asked as well. */
export const DETECTION_STAGES = ["lexical", "encoder"] as const;
export type DetectionStage = (typeof DETECTION_STAGES)[number];
