import type { LabelledText } from "@/lib/providers";
import { seededRandom } from "@/lib/platform/seeded-random";
import { CATEGORIES } from "@/lib/registry/words";
import categoryFrames from "../data/category-frames.json";
import labelled from "../data/labelled-messages.json";
import emotionFrames from "../data/emotion-frames.json";
import suiteQuestions from "../data/suite-questions.json";
import messages from "../data/training-messages.json";
import vocabulary from "../data/vocabulary.json";
import { EMOTIONS } from "../words";
import { fillFrame, type Slots } from "./fill-frame";
import { pickFrom } from "./pick-from";

/** Sentences made of frames, for each category and each emotion. */
const FRAMES_PER_LABEL = 420;
/** Sentences made of what people of each category talk about, put into frames that tell nothing of it. */
const SUBJECTS_PER_LABEL = 900;
/** Times that every message written by hand is used, each time said in another mood. */
const COPIES_BY_HAND = 3;
const TEXTS_PER_MOOD = 500;
const NEUTRAL_TEXTS = 1_000;
const SHARE_WITH_MOOD = 0.4;
const SHARE_CARELESS = 0.45;
const SHARE_ALONE = 0.25;

type Mood = { before: readonly string[]; after: readonly string[]; alone: readonly string[] };
type Random = () => number;

const FRAMES: Readonly<Record<string, { frames: readonly string[]; slots: Slots }>> = categoryFrames;
const MOODS: Readonly<Record<string, Mood>> = emotionFrames;
const VOCABULARY: Readonly<Record<string, readonly string[]>> = vocabulary;
const SUITE_QUESTIONS: Readonly<Record<string, readonly string[]>> = suiteQuestions;
const BY_HAND: Readonly<Record<string, readonly string[]>> = messages;

/** They say nothing of any category by themselves. */
const PLAIN_FRAMES = [
  "{w}",
  "{w} and {w}",
  "{w}, {w}, {w}",
  "what about {w}?",
  "I have a question about {w} and {w}",
  "{w} with {w}, how?",
  "can you help me with {w}",
  "there is something with the {w} and the {w}",
  "we talked about {w} and then {w}",
  "my {w} and the {w}",
  "is it {w} or {w}?",
  "because of the {w} I need {w}",
  "which {w} for the {w}",
  "since yesterday {w}, {w}",
  "a {w} for {w} please",
  "{w}? {w}!",
];

/** What is left out to measure the recipe on it. */
export type TextOptions = { withoutLabelled?: boolean };

/** What the models of categories learn from: the same seed gives the same texts. */
export function categoryTexts(seed: number, { withoutLabelled }: TextOptions = {}): LabelledText[] {
  const random = seededRandom(seed);
  const moods = Object.keys(MOODS);
  const said = (text: string) =>
    careless(random() < SHARE_WITH_MOOD ? inMood(text, MOODS[pickFrom(moods, random)]!, random) : text, random);
  const ofLabel = (label: string) => [
    ...times(FRAMES_PER_LABEL, () => said(requestOf(label, random))),
    ...times(SUBJECTS_PER_LABEL, () => said(subjectOf(label, random))),
    ...SUITE_QUESTIONS[label]!,
    ...times(COPIES_BY_HAND, (copy) => BY_HAND[label]!.map((text) => (copy === 0 ? text : said(text)))).flat(),
  ];
  const made = CATEGORIES.flatMap((label) => ofLabel(label).map((text) => ({ text, label })));
  return [...made, ...(withoutLabelled ? [] : labelledTexts("category", random))];
}

/** What the models of emotions learn from: requests of all categories, said in each mood or in none. */
export function emotionTexts(seed: number, { withoutLabelled }: TextOptions = {}): LabelledText[] {
  const random = seededRandom(seed);
  const others = CATEGORIES.filter((category) => category !== "empathy");
  const request = () => {
    const category = pickFrom(others, random);
    const kind = random();
    if (kind < 0.45) return pickFrom(BY_HAND[category]!, random);
    return kind < 0.75 ? requestOf(category, random) : subjectOf(category, random);
  };
  const inMoodOf = (mood: Mood) =>
    random() < SHARE_ALONE ? pickFrom(mood.alone, random) : inMood(request(), mood, random);
  const made = EMOTIONS.flatMap((label) => {
    const mood = MOODS[label];
    const own = mood
      ? times(TEXTS_PER_MOOD, () => inMoodOf(mood))
      : [...times(NEUTRAL_TEXTS, request), ...others.flatMap((category) => BY_HAND[category]!)];
    const sad = label === "frustrated" ? times(TEXTS_PER_MOOD / 4, () => requestOf("empathy", random)) : [];
    return [...own, ...sad].map((text) => ({ text: careless(text, random), label }));
  });
  return [...made, ...(withoutLabelled ? [] : labelledTexts("emotion", random))];
}

/** Whole messages, once as they are and once as a careless person types them. */
function labelledTexts(by: "category" | "emotion", random: Random): LabelledText[] {
  return labelled.flatMap((message) => {
    const label = message[by];
    return [
      { text: message.text, label },
      { text: careless(message.text, random), label },
    ];
  });
}

const subjectOf = (category: string, random: Random): string =>
  fillFrame(pickFrom(PLAIN_FRAMES, random), { w: VOCABULARY[category]! }, random);

function requestOf(category: string, random: Random): string {
  const { frames, slots } = FRAMES[category]!;
  return fillFrame(pickFrom(frames, random), slots, random);
}

const inMood = (text: string, { before, after }: Mood, random: Random): string =>
  random() < 0.5 ? `${pickFrom(before, random)} ${text}` : `${text} ${pickFrom(after, random)}`;

/** As people type: without capitals, or without the sign at the end. */
function careless(text: string, random: Random): string {
  const lower = random() < SHARE_CARELESS ? text.toLowerCase() : text;
  return random() < SHARE_CARELESS ? lower.replace(/[.?!]+$/u, "") : lower;
}

const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
