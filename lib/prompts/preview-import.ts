import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { isAppError } from "@/lib/platform/errors";
import { JsonFault, parseWithLines, type JsonLines } from "@/lib/platform/text/json-lines";
import { completeContent } from "./complete-content";
import { isSameContent } from "./is-same-content";
import { selectPrompt, selectVersion } from "./prompt-store";
import { requireSound } from "./require-sound";
import { PortablePrompt, PromptFile, type ImportPreview, type PlannedImport, type PreviewImportInput } from "./schemas";

type Sound = { index: number; line: number; prompt: PortablePrompt };
type Read = { sound: Sound[]; problems: ImportPreview["problems"] };

/** What taking in a file would do, prompt by prompt, and what is wrong with it, by line. Nothing is stored. */
export async function previewImport(ctx: Ctx, { text, existing }: PreviewImportInput): Promise<ImportPreview> {
  requireScope(ctx, "read");
  const { sound, problems } = readPromptFile(text);
  const prompts: PlannedImport[] = [];
  for (const { index, line, prompt } of sound) {
    const { slug, name, versions, labels } = prompt;
    const outcome = await outcomeOf(ctx, prompt, existing);
    prompts.push({ index, line, slug, name, versions: versions.length, labels: Object.keys(labels), outcome });
  }
  return { prompts, problems };
}

/** Sound prompts of a file and what is wrong with the others; the same rules as of the import itself. */
function readPromptFile(text: string): Read {
  let file: { value: unknown; lines: JsonLines };
  try {
    file = parseWithLines(text);
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    return { sound: [], problems: [{ index: null, line: error.line, message: error.message }] };
  }
  const { value, lines } = file;
  const head = PromptFile.safeParse({ ...(value as object), prompts: [] });
  if (!head.success) {
    const [issue] = head.error.issues;
    const message = `\`${issue?.path.join(".") || "The file"}\` ${issue?.message ?? "is no export of prompts"}`;
    return { sound: [], problems: [{ index: null, line: lines.lineOf(issue?.path ?? []), message }] };
  }
  const { prompts: given } = value as { prompts?: unknown };
  if (!Array.isArray(given) || given.length === 0 || given.length > MOST)
    return {
      sound: [],
      problems: [
        { index: null, line: lines.lineOf(["prompts"]), message: `\`prompts\` is a list of 1 to ${MOST} prompts` },
      ],
    };
  const read: Read = { sound: [], problems: [] };
  const slugs = given.map((one: unknown) => (one as { slug?: unknown } | null)?.slug);
  given.forEach((one: unknown, index) => readPrompt(one, index, { lines, slugs, read }));
  return read;
}

const MOST = 200;

type Reading = { lines: JsonLines; slugs: readonly unknown[]; read: Read };

function readPrompt(given: unknown, index: number, { lines, slugs, read }: Reading): void {
  const lineOf = (path: readonly PropertyKey[]) => lines.lineOf(["prompts", index, ...path]);
  const parsed = PortablePrompt.safeParse(given);
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues) {
      const where = path.length > 0 ? `\`${path.join(".")}\` ` : "The prompt ";
      read.problems.push({ index, line: lineOf(path), message: `${where}${message}` });
    }
    return;
  }
  const { slug } = parsed.data;
  if (slugs.indexOf(slug) !== index) {
    read.problems.push({ index, line: lineOf(["slug"]), message: `The file has the prompt \`${slug}\` twice` });
    return;
  }
  try {
    requireSound(parsed.data, 0, [parsed.data]);
  } catch (error) {
    if (!isAppError(error)) throw error;
    // The path of an error begins with `prompts.` and a place in the list.
    const path = (error.field ?? "").split(".").slice(2);
    read.problems.push({ index, line: lineOf(path), message: error.message });
    return;
  }
  read.sound.push({ index, line: lineOf([]), prompt: parsed.data });
}

async function outcomeOf(
  { db, organizationId }: Ctx,
  { slug, versions }: PortablePrompt,
  existing: PreviewImportInput["existing"],
): Promise<PlannedImport["outcome"]> {
  const known = await selectPrompt(db, organizationId, slug);
  if (!known) return "create";
  if (known.deletedAt !== null) return "deleted";
  if (existing === "skip") return "skip";
  const newest = await selectVersion(db, organizationId, slug, known.latestVersion);
  return newest && isSameContent(newest, completeContent(versions.at(-1)!)) ? "same" : "add_version";
}
