/**
 * Sentences that talk to whoever judges the answer instead of answering: they ask for a score, pose as instructions or
 * as a verdict. English, German, Spanish, French, Italian, Portuguese and Dutch. Each stays on one line, so that no
 * number of empty lines makes it slow.
 */
const APPEALS: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override)\b.{0,30}\b(?:instructions?|prompts?|rubrics?|criteria|guidelines|rules)\b/imu,
  /\b(?:ignorier\p{L}*|vergiss|missachte)\b.{0,40}\b(?:anweisung|regel|kriterien|vorgaben)/imu,
  /\b(?:ignora|olvida|ignore|desconsidere|esqueça|ignorez|oublie[rz]?|dimentica|negeer)\b.{0,40}\b(?:instruc|instruç|consignes|istruzioni|instructies|criterios|critères|reglas|règles)/imu,
  /\b(?:score|rate|grade|mark|award|assign|give|rank)\b.{0,40}\b(?:this|it|me|the)\b.{0,50}\b(?:100|ten out of ten|full marks|(?:perfect|highest|maximum|top|max) (?:possible )?(?:score|mark|grade|rating|points))/imu,
  /\b(?:give|award|assign|output|return|respond with)\b.{0,25}\b(?:full marks|(?:a |the )?(?:perfect|highest|maximum|top|max) (?:possible )?(?:score|mark|grade|rating))/imu,
  /\b(?:dear|attention|note to|message to|hey|hello)\b.{0,12}\b(?:the )?(?:graders?|judges?|evaluators?|raters?|scorers?|quality (?:system|model|scorer))\b/imu,
  /\b(?:as|you are)\b.{0,12}\b(?:the |an? )?(?:ai |llm |automatic )?(?:grader|judge|evaluator|rater|scorer)\b/imu,
  /\bthis (?:answer|response|output|text|summary|e-?mail|reply|code|analysis) (?:is|was|deserves|merits|should (?:get|receive|be (?:rated|scored|graded)))\b.{0,40}\b(?:perfect|flawless|100|full marks|highest|maximum|10\s*\/\s*10)\b/imu,
  /\b(?:bewerte|benote|vergib|gib)\b.{0,50}\b(?:100|höchst\p{L}*|maximal\p{L}*|volle|bestnote)\b/imu,
  /\b(?:punt[uú]a|califica|valora|otorga|asigna|dame|da)\b.{0,50}\b(?:100|m[aá]xim[ao]|perfect[ao])\b.{0,20}/imu,
  /\b(?:notez|note|attribue[rz]?|donne[rz]?|évalue[rz]?)\b.{0,50}\b(?:100|maximale?|parfaite?|20\s*\/\s*20)\b/imu,
  /\b(?:valuta|assegna|dai|avalie|atribua|dê|beoordeel|geef)\b.{0,50}\b(?:100|massimo|perfetto|m[aá]xim[ao]|perfeit[ao]|maximale|hoogste)\b/imu,
  /^[^\S\n\r\u2028\u2029]*(?:\[?(?:system|assistant|admin|developer|instruction)s?\]?[ \t]*[:>]|<\/?(?:system|instructions?)>)/imu,
  /^[^\p{L}\p{N}\n\r\u2028\u2029]*(?:(?:quality|overall|final)[ \t]*)?(?:score|rating|grade)[ \t]*[:=][ \t]*(?:100|10[ \t]*\/[ \t]*10|a\+|5[ \t]*\/[ \t]*5|★)/imu,
];

/** Only a verdict of its own kind of text is one: a lead's score is what was asked for. */
const VERDICT = APPEALS.length - 1;

export type WithoutAppeals = { text: string; appeals: string[] };

/**
 * Takes out the sentences that address the judge. One that the input holds word for word is its subject, and stays.
 * `isVerdictAsked`: a line such as "Score: 100" is the answer itself.
 */
export function removeAppeals(raw: string, input: string, isVerdictAsked: boolean): WithoutAppeals {
  const patterns = isVerdictAsked ? APPEALS.slice(0, VERDICT) : APPEALS;
  if (!patterns.some((pattern) => pattern.test(raw))) return { text: raw, appeals: [] };
  const appeals: string[] = [];
  const lines = raw.split("\n").map((line) =>
    line
      .split(/(?<=[.!?…])(?=\s)/u)
      .filter((sentence) => {
        const bare = sentence.trim();
        const isAppeal = patterns.some((pattern) => pattern.test(bare.slice(0, 400))) && !input.includes(bare);
        if (isAppeal) appeals.push(bare);
        return !isAppeal;
      })
      .join(""),
  );
  return { text: appeals.length === 0 ? raw : lines.join("\n"), appeals };
}
