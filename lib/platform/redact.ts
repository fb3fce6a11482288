/** What stands where a secret was. */
const REDACTED = "[redacted]";

const SECRET_NAMES = new Set([
  "password",
  "passwordhash",
  "currentpassword",
  "newpassword",
  "passphrase",
  "secret",
  "clientsecret",
  "nextauthsecret",
  "apikey",
  "gymapikey",
  "xapikey",
  "encryptedkey",
  "encryptionkey",
  "privatekey",
  "authorization",
  "proxyauthorization",
  "cookie",
  "setcookie",
  "token",
  "tokenhash",
  "accesstoken",
  "refreshtoken",
  "idtoken",
  "metricstoken",
  "hash",
  "databaseurl",
  "redisurl",
]);

const SECRET_ENDINGS = ["password", "secret", "apikey", "accesstoken", "privatekey"];

/** Whether a field of this name holds a secret, whatever its spelling (`apiKey`, `api_key`, `X-Api-Key`). */
export function isSecretName(name: string): boolean {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, "");
  return SECRET_NAMES.has(plain) || SECRET_ENDINGS.some((ending) => plain.endsWith(ending));
}

const MAX_DEPTH = 12;

/**
 * A copy in which every field with a secret name is replaced, at any depth. Below twelve levels and in a circle the
 * value is cut off. Anything that is not a plain object or an array (dates, errors, buffers) stays as it is.
 */
export function redactSecrets(value: unknown): unknown {
  return redactWithin(value, []);
}

function redactWithin(value: unknown, parents: readonly object[]): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (!Array.isArray(value) && !isPlainObject(value)) return value;
  if (parents.includes(value) || parents.length >= MAX_DEPTH) return "[cut off]";
  const within = [...parents, value];
  if (Array.isArray(value)) return value.map((item) => redactWithin(item, within));
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      isSecretName(name) && item !== null && item !== undefined ? REDACTED : redactWithin(item, within),
    ]),
  );
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Shapes of secrets inside running text: bearer headers, vendors' keys and our own, passwords in addresses. */
const SECRET_TEXT: readonly (readonly [RegExp, string])[] = [
  [/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi, `$1 ${REDACTED}`],
  [/\b(sk-|gsk_|gym_|AIza|xox[abp]-)[A-Za-z0-9_-]{12,}/g, `$1${REDACTED}`],
  [/([a-z][a-z0-9+.-]{0,30}:\/\/[^\s:@/"]{0,200}):[^\s@/"]{1,500}@/gi, `$1:${REDACTED}@`],
];

/** The text without anything that looks like a key, a bearer token or a password in an address. */
export function redactText(text: string): string {
  return SECRET_TEXT.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text);
}
