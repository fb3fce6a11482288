import type { DocumentedOperation } from "./documented-operation";

/** Whether every word of the search is in the method, path, words, scope or fields of an operation. */
export function matchesSearch(operation: DocumentedOperation, search: string): boolean {
  const { method, path, summary, description, scope, fields } = operation;
  const text = [method, path, summary, description, scope, ...fields.map(({ name }) => name)].join(" ").toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
