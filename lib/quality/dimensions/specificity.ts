import { ramp } from "../scale";
import type { Evidence } from "../scorer";
import { countVague } from "../text/vague-words";
import type { Judgement } from "./weighted";

const EXAMPLE =
  /\b(?:for example|for instance|such as|e\.g\.|because|zum beispiel|z\. ?b\.|etwa|weil|por ejemplo|porque|par exemple|parce que|ad esempio|perché|por exemplo|bijvoorbeeld|omdat|therefore|so that|deshalb|damit|por eso|donc)\b/giu;
const QUOTED = /[`"“„«][^`"”“»\n]{2,60}[`"”“»]|https?:\/\/\S+/gu;

/** Facts a sentence (numbers, names, quotations, examples, reasons) against words that say nothing. */
export function specificity({ output }: Evidence): Judgement {
  const { raw, numbers, names, sentences, words } = output;
  const facts =
    new Set(numbers).size +
    names.length +
    (raw.match(EXAMPLE)?.length ?? 0) +
    (raw.match(QUOTED)?.length ?? 0) +
    output.contentStems.filter((stem) => stem.length >= 5).length / 12;
  const perSentence = facts / Math.max(3, sentences.length);
  const vague = countVague(raw) / Math.max(20, words.length);
  return {
    score: ramp(perSentence, 0.1, 1.1) - ramp(vague, 0.03, 0.15) / 2,
    reason: `${perSentence.toFixed(1)} facts, examples or reasons a sentence${vague > 0.04 ? "; many empty words" : ""}`,
  };
}
