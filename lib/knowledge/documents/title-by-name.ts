import { cleanTitle } from "./document-builder";

/** A file's name as a title: without folders and ending. */
export function titleByName(name: string): string {
  const base = name.slice(Math.max(name.lastIndexOf("/"), name.lastIndexOf("\\")) + 1);
  return cleanTitle(base.replace(/\.[a-z0-9]{1,8}$/i, "")) || "Untitled";
}
