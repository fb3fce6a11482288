import type { Finding } from "./finding";

/** Capitalised words in a row, with what may join them. */
const RUN =
  /(?<![\p{L}\p{N}])(?:(?:Mr|Mrs|Ms|Dr|Prof|Sr|Sra|Mme)\.\s)?\p{Lu}(?:\.|[\p{L}'’-]*)(?:\s(?:(?:de|van|von|der|den|di|da|la|le|&)\s)?\p{Lu}(?:\.|[\p{L}'’-]*)){0,4}/gu;
const COMPANY =
  /\b(?:Inc|Ltd|LLC|GmbH|AG|SE|KG|Corp|Corporation|Company|Co|S\.?A|S\.?L|SARL|BV|B\.V|Oy|AB|PLC|Group|Bank|University|Institute|Partners|Solutions|Systems|Logistics|Industries|Studio|Studios|Labs?)\b\.?$/u;
const TITLE = /^(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Herr|Frau|Sr|Sra|Mme|M)\.?\s+/u;
/** Words that begin sentences and letters, and other capitals that are no names of people. */
const COMMON = new Set(
  (
    "the a an this that these those we i you he she it they our your my his her its their please thanks thank hello hi dear best kind " +
    "regards on in at for from to by with after before when if as and but or not no yes order invoice total date ticket account customer " +
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october " +
    "november december der die das ein eine wir ich sie er es bitte danke hallo liebe lieber mit am im für von nach bei guten rechnung " +
    "bestellung montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz mai juni juli oktober dezember what " +
    "where there here just can could would how why who is are was were do does did has have had will may might extract call meeting subject sincerely " +
    "ask write see visit tell send ship join meet reach pay room flight train parcel product store cheers yesterday today tomorrow since until unfortunately however name email phone address company contact"
  ).split(" "),
);
/** Behind these a person is named, in front of these a person has signed. */
const PERSON_CUE =
  /(?:\b(?:my name is|i am|i'm|this is|contact|contacts?:|name:|signed|regards,?|sincerely,?|cheers,?|thanks,?|dear|hello|hi|hallo|liebe|lieber|frau|herr|mr|mrs|ms|dr|by|from|with|von|mit|grüße,?|ich bin|mein name ist|ask for|attn:?|manager|engineer|director|ceo|teacher|customer|kunde|ansprechpartner(?:in)?:?)\s*[\n:,]?\s*)$/iu;

export type NameKind = "person" | "organization";

/** Names of people (titles and cues tell them, or two capitalised words together) and of organisations (by their legal form). */
export function findNames(text: string): (Finding<string> & { kind: NameKind; isSure: boolean })[] {
  return [...text.matchAll(RUN)].flatMap((match) => {
    const run = dropCommon(
      match[0].replace(/[.,'’-]+$/, (ending) => (COMPANY.test(match[0]) ? ending : "")),
      match.index,
    );
    if (!run) return [];
    const hasTitle = TITLE.test(run.value);
    const value = run.value.replace(TITLE, "");
    const start = run.start + (run.value.length - value.length);
    if (value.length < 2) return [];
    const isCompany = COMPANY.test(value);
    const wordCount = value.split(" ").length;
    const isCued = hasTitle || PERSON_CUE.test(text.slice(Math.max(0, start - 40), start));
    if (!isCompany && !isCued && (wordCount < 2 || wordCount > 4 || /\d|[A-Z]{3}/.test(value))) return [];
    const kind = isCompany ? ("organization" as const) : ("person" as const);
    return [{ value, start, end: start + value.length, kind, isSure: isCompany || isCued }];
  });
}

/** Without words at its beginning that are capital for another reason. */
function dropCommon(run: string, start: number): { value: string; start: number } | null {
  let value = run;
  let from = start;
  for (;;) {
    const word = /^[\p{L}'’.-]+\s*/u.exec(value)?.[0];
    if (
      !word ||
      !COMMON.has(
        word
          .trim()
          .replace(/[.’']+.*$/u, "")
          .toLowerCase(),
      )
    )
      break;
    value = value.slice(word.length);
    from += word.length;
  }
  return value === "" ? null : { value, start: from };
}
