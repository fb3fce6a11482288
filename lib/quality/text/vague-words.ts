/** Words and phrases that fill space without saying anything. */
const VAGUE: readonly RegExp[] = [
  /\b(?:things?|stuff|various|etc|and so on|somehow|something|basically|really|very|nice|good|great|kind of|sort of|in general|generally|a lot of|many (?:people|ways|factors|things)|several (?:ways|factors|things)|it depends|as needed|in today's world|fast-paced|cutting-edge|game[- ]chang\p{L}*|synerg\p{L}*|leverag\p{L}*|world-class|revolutioni[sz]\p{L}*|take (?:it|your business) to the next level|important to note|some (?:things|stuff|issues|improvements)|could be better|more or less|whatever|interesting)\b/giu,
  /\b(?:irgendwie|irgendwas|dinge|sachen|sehr|wirklich|usw|und so weiter|gut|toll|schön|eigentlich|halt|einiges|verschiedene|diverse|im allgemeinen|generell|grundsätzlich|interessant|viele (?:dinge|sachen|leute)|innovativ\p{L}*|ganzheitlich\p{L}*)\b/giu,
  /\b(?:cosas?|algo|varios|varias|muy|bueno|buena|bien|interesante|etc|en general|generalmente|de alguna manera|muchas cosas|innovador\p{L}*|realmente)\b/giu,
  /\b(?:choses?|trucs?|quelque chose|très|vraiment|bien|bon|bonne|divers|diverses|etc|en général|généralement|intéressant\p{L}*|beaucoup de choses|innovant\p{L}*)\b/giu,
];

/** How many words and phrases of a text are empty. */
export const countVague = (raw: string): number =>
  VAGUE.reduce((count, pattern) => count + (raw.match(pattern)?.length ?? 0), 0);
