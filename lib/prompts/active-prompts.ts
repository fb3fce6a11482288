import type { Logger } from "pino";
import type { Database } from "@/lib/platform/db";
import { keepFresh } from "@/lib/platform/keep-fresh";
import { LruCache } from "@/lib/platform/lru-cache";
import { selectPromptUses, selectVersion, type PromptUse } from "./prompt-store";
import { parseTemplate, type TemplatePart } from "./render-template";
import type { PromptVariable } from "./schemas";

declare module "@/lib/platform/runtime" {
  interface Runtime {
    activePrompts: ActivePrompts;
  }
}

/** A version that is ready to be rendered. */
type ReadyPrompt = {
  promptVersionId: string;
  version: number;
  parts: readonly TemplatePart[];
  variables: readonly PromptVariable[];
};

/** One version by its number, or the one that a label names. (Default: the label `production`.) */
type PromptReference = { slug: string; version?: number | undefined; label?: string | undefined };

/** null when there is none: `reason` says what is missing. */
type FoundPrompt = { prompt: ReadyPrompt } | { prompt: null; reason: string };

/**
 * Every organization's prompts by label and version, so that a request reads memory. The text of a version is read once
 * by a process, when it is first asked for: it never changes. Other processes' labels are seen within `pollMs`.
 */
export type ActivePrompts = {
  start(): Promise<void>;
  stop(): Promise<void>;
  find(organizationId: string, reference: PromptReference): FoundPrompt | Promise<FoundPrompt>;
  /** Reads again which prompts and labels there are. */
  refresh(): Promise<void>;
};

export type ActivePromptsOptions = {
  log: Pick<Logger, "warn">;
  /** (Default: 10,000.) */
  pollMs?: number;
};

/** Texts kept ready; at most about 100 MB, usually a few. */
const READY_VERSIONS = 1_000;

const keyOf = (organizationId: string, slug: string): string => `${organizationId}\u0000${slug}`;

export function createActivePrompts(db: Database, { log, pollMs = 10_000 }: ActivePromptsOptions): ActivePrompts {
  let uses: ReadonlyMap<string, PromptUse> = new Map();
  const ready = new LruCache<string, ReadyPrompt>(READY_VERSIONS);

  async function read(): Promise<void> {
    const rows = await selectPromptUses(db);
    uses = new Map(rows.map((row) => [keyOf(row.organizationId, row.slug), row]));
  }

  const kept = keepFresh({
    read,
    pollMs,
    onError: (error) => log.warn({ err: error }, "prompts stay as they are: the database does not answer"),
  });

  async function load(organizationId: string, slug: string, version: number): Promise<FoundPrompt> {
    const row = await selectVersion(db, organizationId, slug, version);
    if (!row) return { prompt: null, reason: `The prompt \`${slug}\` has no version ${version}` };
    const prompt = {
      promptVersionId: row.id,
      version,
      parts: parseTemplate(row.template),
      variables: row.variables,
    };
    ready.set(`${keyOf(organizationId, slug)}\u0000${version}`, prompt);
    return { prompt };
  }

  return {
    ...kept,
    find(organizationId, { slug, version, label = "production" }) {
      const use = uses.get(keyOf(organizationId, slug));
      if (!use) return { prompt: null, reason: `There is no prompt \`${slug}\`` };
      const wanted = version ?? (Object.hasOwn(use.labels, label) ? use.labels[label] : undefined);
      if (wanted === undefined) return { prompt: null, reason: `The prompt \`${slug}\` has no label \`${label}\`` };
      const prompt = ready.get(`${keyOf(organizationId, slug)}\u0000${wanted}`);
      return prompt ? { prompt } : load(organizationId, slug, wanted);
    },
  };
}
