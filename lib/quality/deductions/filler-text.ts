import { listed } from "../scale";
import type { DeductionRule } from "./deduction-rule";

const FILLER =
  /\blorem ipsum\b|\[[^\]\n]{0,12}(?:insert|your|ihr|tu|votre|name|date|company|firma|empresa|nombre|nom|prénom|datum|fecha|product|produkt|link|topic|thema)[^\]\n]{0,30}\](?!\()|\{\{[^}\n]{1,40}\}\}|<(?:insert|your|name)[^>\n]{0,30}>|\bX{3,}\b|\bTBD\b/giu;

/** Places left open for somebody else to fill. One may be the sender's own name; more are unfinished work. */
export const fillerText: DeductionRule = {
  name: "placeholder",
  judge({ output, input }) {
    const found = [...new Set(output.raw.match(FILLER) ?? [])].filter((place) => !input?.raw.includes(place));
    if (found.length === 0) return null;
    const isLorem = found.some((place) => /lorem/iu.test(place));
    return {
      factor: isLorem ? 0.3 : Math.max(0.55, 1 - 0.12 * found.length),
      reason: `Left to be filled in: ${listed(found)}`,
    };
  },
};
