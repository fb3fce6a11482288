import { percent, ramp } from "../scale";
import type { Evidence } from "../scorer";
import type { Text } from "../text/read-text";
import { foldWord, stem } from "../text/stem";
import type { Judgement } from "./weighted";

/** Words that say what to do rather than what about. */
const INSTRUCTIONS = new Set(
  (
    "write writing explain describe please email mail letter message answer reply respond summarize summarise summary list give tell make create draft short sentence sentences word words text using use following question " +
    "schreib schreibe schreiben erkläre erklären beschreibe bitte nachricht antwort antworte zusammenfassung fasse liste gib kurz kurze satz sätze frage folgende " +
    "escribe escribir explica explicar describe correo mensaje respuesta responde resume resumen lista breve frase frases pregunta siguiente " +
    "écris écrivez rédige rédigez explique expliquez décris courriel réponse réponds résume résumé liste court phrase question suivant scrivi spiega escreva explique schrijf leg"
  )
    .split(" ")
    .map(stem),
);

/** More of them would make long questions unanswerable. */
const MOST_TOPICS = 14;

/**
 * Whether the answer is about what was asked: topics, names and numbers of the question that it takes up. Saying the
 * question's words back without a word of one's own is worth little.
 */
export function relevance({ output, input }: Evidence): Judgement {
  if (!input) return null;
  const topics = topicsOf(input, output);
  if (topics.length < 2) return null;
  const others = topics.filter((topic) => !output.vocabulary.has(topic));
  const found = topics.length - others.length + countInsideWords(others, output);
  const share = found / Math.min(topics.length, MOST_TOPICS);
  const added = [...output.vocabulary].filter((one) => !input.vocabulary.has(one)).length;
  const credit = 0.3 + (0.7 * ramp(added, 0, 6)) / 100;
  return {
    score: credit * ramp(share, 0.05, 0.5),
    reason: `Takes up ${found} of the question's ${topics.length} topics (${percent(Math.min(1, share))} of those needed)`,
  };
}

/** The question's content; across languages only what is spelled alike: names and numbers. */
export function topicsOf(input: Text, output: Text): string[] {
  const isOtherLanguage = input.language !== null && output.language !== null && input.language !== output.language;
  const topics = isOtherLanguage ? [...input.names.map(stem), ...input.numbers] : [...input.vocabulary];
  return [...new Set(topics)].filter((topic) => !INSTRUCTIONS.has(topic));
}

/** Languages that put words together: "Rechnungsnummer" takes up "Nummer". */
const COMPOUNDING = ["de", "nl", "sv", "da", "fi"];
/** Shorter ones are inside words by chance. */
const SHORTEST_INSIDE = 5;
/** Nothing longer is a word. */
const LONGEST_WORD = 60;

/** How many of the topics are a part of a longer word. Looks at every part of every word once, however many topics. */
function countInsideWords(topics: readonly string[], output: Text): number {
  if (!COMPOUNDING.includes(output.language ?? "")) return 0;
  const wanted = new Set(topics.filter(({ length }) => length >= SHORTEST_INSIDE));
  let longest = 0;
  for (const { length } of wanted) longest = Math.max(longest, length);
  const found = new Set<string>();
  for (const word of new Set(output.words)) {
    if (word.length > LONGEST_WORD || wanted.size === found.size) continue;
    const folded = foldWord(word);
    for (let from = 0; from + SHORTEST_INSIDE <= folded.length; from++) {
      const to = Math.min(folded.length, from + Math.min(longest, word.length - 3));
      for (let end = from + SHORTEST_INSIDE; end <= to; end++) {
        const part = folded.slice(from, end);
        if (wanted.has(part)) found.add(part);
      }
    }
  }
  return found.size;
}
