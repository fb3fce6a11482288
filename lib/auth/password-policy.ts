import commonPasswords from "./common-passwords.json";

const MIN_PASSWORD_LENGTH = 8;
const MAX_PASSWORD_LENGTH = 256;

/** What the password must not be made of: the person's name and address, the organization. */
export type PasswordContext = { email?: string; name?: string; organizationName?: string };

const PRODUCT_WORDS = ["aigym", "ai gym", "ai-gym"];

/**
 * Why this password is refused, or null when it is fine. Rules of NIST SP 800-63B-4 §3.1.1.2: a minimum length, no
 * composition rules, and a blocklist of common and expected values whose reason is told. Length counts characters
 * as people see them (code points), after the same normalisation that hashing applies.
 */
export function passwordProblem(password: string, context: PasswordContext = {}): string | null {
  const characters = [...normalisePassword(password)];
  if (characters.length < MIN_PASSWORD_LENGTH) {
    return `This password is too short: use at least ${MIN_PASSWORD_LENGTH} characters, 15 or more are better`;
  }
  if (characters.length > MAX_PASSWORD_LENGTH) return `A password is at most ${MAX_PASSWORD_LENGTH} characters long`;
  if (new Set(characters).size <= 2) return "This password repeats the same characters: choose one that varies";
  if (isSequence(characters)) return "This password is a simple sequence, which is tried first: choose another";

  const whole = characters.join("").toLowerCase();
  const core = withoutDecoration(whole);
  const common = commonWords();
  if (common.has(whole)) return "This is one of the most common passwords, which are tried first: choose another";
  if (common.has(core)) {
    return `“${core}” is one of the most common passwords, and digits or signs around it are tried too: choose another`;
  }
  const expected = contextWords(context);
  if (expected.includes(whole) || expected.includes(core)) {
    return "This password is made of your name, your address or the organization, which is easy to guess: choose another";
  }
  return null;
}

/** The same password typed on two keyboards may arrive in two Unicode forms; both become this one. */
export const normalisePassword = (password: string): string => password.normalize("NFKC");

/** Built anew each time: a fraction of a millisecond beside the hashing that follows, and rare. */
const commonWords = (): ReadonlySet<string> => new Set(commonPasswords.words.split(" "));

const withoutDecoration = (text: string): string => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");

function isSequence(characters: readonly string[]): boolean {
  const codes = characters.map((character) => character.codePointAt(0)!);
  return [1, -1].some((step) => codes.every((code, index) => index === 0 || code - codes[index - 1]! === step));
}

function contextWords({ email, name, organizationName }: PasswordContext): string[] {
  const parts = [email, email?.split("@")[0], email?.split("@")[1], name, name?.replaceAll(" ", ""), organizationName];
  return [
    ...PRODUCT_WORDS,
    ...parts.flatMap((part) => (part ? [part.toLowerCase(), withoutDecoration(part.toLowerCase())] : [])),
  ];
}
