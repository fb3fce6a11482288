import type { DocumentedOperation } from "./documented-operation";

const UPLOADS: Record<string, string> = { "text/csv": "@tickets.csv", "application/x-ndjson": "@answers.jsonl" };

/** A command that calls the operation, with `$GYM_KEY` for the API key; `{…}` is left to be filled in. */
export function curlOf(operation: DocumentedOperation, address: string): string {
  const { method, path, scope, bodyType, bodyExample } = operation;
  const required = operation.fields.filter(({ place, isRequired }) => place === "query" && isRequired);
  const query = required.map(({ name }) => `${name}={${name}}`).join("&");
  const lines = [`curl ${quoted(`${address}${path}${query && `?${query}`}`)}`];
  if (method !== "GET" && !(method === "POST" && bodyType)) lines[0] += ` -X ${method}`;
  if (scope !== null) lines.push('-H "Authorization: Bearer $GYM_KEY"');
  if (bodyType) lines.push(`-H "Content-Type: ${bodyType}"`);
  if (bodyExample) lines.push(`-d ${quoted(bodyExample)}`);
  else if (bodyType) lines.push(`--data-binary ${UPLOADS[bodyType] ?? "@file"}`);
  return lines.join(" \\\n  ");
}

/** For a POSIX shell; plain addresses need no quotes. */
const quoted = (text: string): string =>
  /^[\w:/.@-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
