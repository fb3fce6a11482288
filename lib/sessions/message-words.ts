import { words } from "@/lib/platform/text/words";

/** Words that say nothing of a topic. */
const FILLERS = new Set(
  "a an and are as at be but by can could did do does for from had has have how i if in is it its just like me more my no not now of ok on one or other please same show so some than thanks that the their them then there these they this those to too up us was we were what when where which who why will with would yes you your about make give add tell explain write".split(
    " ",
  ),
);
const STEM = 5;
/** Most words kept of one message. */
const MOST = 60;

/** What a message is about, as words cut to five letters, so that endings do not matter. */
export const messageWords = (text: string): string[] => [
  ...new Set(
    words(text.slice(0, 2_000))
      .filter((word) => /\p{L}/u.test(word) && !FILLERS.has(word))
      .map((word) => word.slice(0, STEM))
      .slice(0, MOST),
  ),
];
