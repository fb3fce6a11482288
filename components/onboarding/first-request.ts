import type { Model } from "@/lib/registry/schemas";
import type { TrainingRun } from "@/lib/training/schemas";

export type FirstRequest = { title: string; path: string; body: Record<string, unknown> };

/** A request that works on this installation as it is now: with a provider's key, with a trained model, or without both. */
export function firstRequest(models: readonly Model[], runs: readonly TrainingRun[]): FirstRequest {
  const chat = models.some((model) => model.kind === "chat" && model.status === "ready");
  if (chat) {
    return {
      title: "Ask the best chat model",
      path: "/v1/chat/completions",
      body: { model: "auto", messages: [{ role: "user", content: "Say hello in five words." }] },
    };
  }
  const trained = runs.find((run) => run.status === "succeeded");
  if (trained) {
    return {
      title: "Classify a ticket with your own models",
      path: "/v1/chat/completions",
      body: { model: `task:${trained.task}`, messages: [{ role: "user", content: "I was charged twice this month" }] },
    };
  }
  return {
    title: "Embed a text with the model that runs in this process",
    path: "/v1/embeddings",
    body: { model: "local/embed", input: "I was charged twice this month" },
  };
}

/** The same for a terminal. Single quotes hold everything but single quotes. */
export function asCurl({ path, body }: FirstRequest, origin: string, key: string): string {
  const json = JSON.stringify(body).replaceAll("'", "'\\''");
  return `curl ${origin}${path} \\\n  -H 'Authorization: Bearer ${key}' \\\n  -H 'Content-Type: application/json' \\\n  -d '${json}'`;
}

/** The same for the official OpenAI client. */
export function asTypeScript({ path, body }: FirstRequest, origin: string, key: string): string {
  const call = path === "/v1/embeddings" ? "embeddings.create" : "chat.completions.create";
  return `import OpenAI from "openai";\n\nconst client = new OpenAI({ baseURL: "${origin}/v1", apiKey: "${key}" });\nconst answer = await client.${call}(${JSON.stringify(body, null, 2)});\nconsole.log(answer);`;
}

export function asPython({ path, body }: FirstRequest, origin: string, key: string): string {
  const call = path === "/v1/embeddings" ? "embeddings.create" : "chat.completions.create";
  const parameters = Object.entries(body).map(([name, value]) => `    ${name}=${JSON.stringify(value)},`);
  return `from openai import OpenAI\n\nclient = OpenAI(base_url="${origin}/v1", api_key="${key}")\nanswer = client.${call}(\n${parameters.join("\n")}\n)\nprint(answer)`;
}
