import type { IncomingMessage, ServerResponse } from "node:http";
import { sendJson } from "./play-answer";
import { findProfile, type Profile } from "./profiles";

type Example = { input: string; output: string };
type Failure = { code: string; message: string; param: string | null };
type StoredFile = { id: string; name: string; text: string };
type Job = {
  id: string;
  model: string;
  file: StoredFile;
  suffix: string;
  seed: number;
  epochs: number | "auto";
  createdMs: number;
  failure: Failure | null;
  isCancelled: boolean;
};

const MIN_EXAMPLES = 10;
const STATES = ["validating_files", "queued", "running", "succeeded"] as const;

/**
 * OpenAI's `/v1/files` and `/v1/fine_tuning/jobs`. A job passes through its states by time; the model that comes of it
 * answers as the uploaded example that is most like the question.
 */
export class FineTuning {
  readonly files = new Map<string, StoredFile>();
  readonly jobs = new Map<string, Job>();
  /** Jobs that were asked to be cancelled. */
  readonly cancelled: string[] = [];
  /** So many of the next requests are refused with 429 and `Retry-After`. */
  refusals = 0;
  /** Requests of any kind so far. */
  requests = 0;
  private nextFailure: string | null = null;

  /** `stepMs`: how long each state of a job lasts. */
  constructor(public stepMs: number) {}

  /** The next job that is created fails while it runs. */
  failNext(message: string): void {
    this.nextFailure = message;
  }

  /** As if the job had never been. */
  forget(id: string): void {
    this.jobs.delete(id);
  }

  handles(path: string): boolean {
    return path === "/v1/files" || path === "/v1/fine_tuning/jobs" || path.startsWith("/v1/fine_tuning/jobs/");
  }

  /** The model that came of a job; undefined for other names, and while the job is under way. */
  profileOf(model: string): Profile | undefined {
    const job = [...this.jobs.values()].find((one) => nameOf(one) === model && this.stateOf(one) === "succeeded");
    const base = job && findProfile(job.model);
    return base && { ...base, id: model, taught: [...(base.taught ?? []), ...examplesOf(job.file.text)] };
  }

  handle(request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      this.requests++;
      if (this.refusals > 0) {
        this.refusals--;
        response.setHeader("retry-after", "1");
        return refuse(response, 429, "rate_limit_exceeded", "Rate limit reached for fine-tuning requests (simulated)");
      }
      this.answer(request, response, Buffer.concat(chunks).toString("utf8"));
    });
  }

  private answer({ method, url = "", headers }: IncomingMessage, response: ServerResponse, text: string): void {
    const [, , resource, , id, action] = (url.split("?")[0] ?? "").split("/");
    if (resource === "files") {
      if (method === "POST") return this.upload(response, headers["content-type"] ?? "", text);
      return refuse(response, 405, "method_not_allowed", "Files are uploaded with POST (simulated)");
    }
    if (id === undefined) {
      if (method === "POST") return this.create(response, text);
      const data = [...this.jobs.values()].toReversed().map((job) => this.shown(job));
      return sendJson(response, 200, JSON.stringify({ object: "list", data, has_more: false }));
    }
    const job = this.jobs.get(id);
    if (!job) return refuse(response, 404, "fine_tune_not_found", `Could not find fine tune: ${id}`, "fine_tune_id");
    if (action === "events") return sendJson(response, 200, JSON.stringify(this.eventsOf(job)));
    if (action === "cancel") return this.cancel(response, job);
    return sendJson(response, 200, JSON.stringify(this.shown(job)));
  }

  private upload(response: ServerResponse, contentType: string, text: string): void {
    const boundary = /boundary=([^;]+)/.exec(contentType)?.[1];
    const parts = boundary ? text.split(`--${boundary}`) : [];
    const file = parts.find((part) => part.includes('name="file"'));
    const purpose = parts
      .find((part) => part.includes('name="purpose"'))
      ?.split("\r\n\r\n")[1]
      ?.trim();
    if (!file || purpose !== "fine-tune") {
      return refuse(
        response,
        400,
        "invalid_request",
        "A multipart body with `file` and `purpose` is needed (simulated)",
      );
    }
    const id = `file-sim${this.files.size + 1}`;
    const name = /filename="([^"]*)"/.exec(file)?.[1] ?? "";
    const content = file.slice(file.indexOf("\r\n\r\n") + 4).replace(/\r\n$/, "");
    this.files.set(id, { id, name, text: content });
    const stored = { id, object: "file", bytes: content.length, filename: name, purpose, status: "processed" };
    sendJson(response, 200, JSON.stringify(stored));
  }

  private create(response: ServerResponse, text: string): void {
    const body = JSON.parse(text) as {
      model?: string;
      training_file?: string;
      suffix?: string;
      seed?: number;
      method?: { supervised?: { hyperparameters?: { n_epochs?: number | "auto" } } };
    };
    const file = this.files.get(body.training_file ?? "");
    if (!file)
      return refuse(response, 400, "invalid_file", `invalid training_file: ${body.training_file}`, "training_file");
    const base = findProfile(body.model ?? "");
    if (!base?.taught) {
      return refuse(
        response,
        400,
        "model_not_available",
        `Model ${body.model} is not available for fine-tuning or does not exist.`,
        "model",
      );
    }
    const count = examplesOf(file.text).length;
    const tooFew = count < MIN_EXAMPLES && {
      code: "invalid_training_file",
      message: `Training file has ${count} example(s), but must have at least ${MIN_EXAMPLES} examples`,
      param: "training_file",
    };
    const job: Job = {
      id: `ftjob-sim${this.jobs.size + 1}`,
      model: base.id,
      file,
      suffix: body.suffix ?? "",
      seed: body.seed ?? 0,
      epochs: body.method?.supervised?.hyperparameters?.n_epochs ?? "auto",
      createdMs: Date.now(),
      failure:
        tooFew || (this.nextFailure === null ? null : { code: "failed", message: this.nextFailure, param: null }),
      isCancelled: false,
    };
    this.nextFailure = null;
    this.jobs.set(job.id, job);
    sendJson(response, 200, JSON.stringify(this.shown(job)));
  }

  private cancel(response: ServerResponse, job: Job): void {
    this.cancelled.push(job.id);
    const state = this.stateOf(job);
    if (state === "succeeded" || state === "failed") {
      return refuse(response, 400, "invalid_request", `Job has already completed: ${job.id}`);
    }
    job.isCancelled = true;
    sendJson(response, 200, JSON.stringify(this.shown(job)));
  }

  private stateOf(job: Job): (typeof STATES)[number] | "failed" | "cancelled" {
    if (job.isCancelled) return "cancelled";
    const passed = Math.floor((Date.now() - job.createdMs) / this.stepMs);
    // A bad file is found while it is validated, anything else while the job runs.
    if (job.failure && passed >= (job.failure.param === "training_file" ? 1 : 3)) return "failed";
    return STATES[Math.min(passed, STATES.length - 1)]!;
  }

  private shown(job: Job): object {
    const state = this.stateOf(job);
    const epochs = job.epochs === "auto" ? 3 : job.epochs;
    return {
      id: job.id,
      object: "fine_tuning.job",
      model: job.model,
      created_at: Math.floor(job.createdMs / 1_000),
      finished_at: null,
      status: state,
      training_file: job.file.id,
      validation_file: null,
      fine_tuned_model: state === "succeeded" ? nameOf(job) : null,
      trained_tokens: state === "succeeded" ? Math.ceil(job.file.text.length / 4) * epochs : null,
      estimated_finish: state === "running" ? Math.ceil((job.createdMs + 3 * this.stepMs) / 1_000) : null,
      error: state === "failed" ? job.failure : null,
      seed: job.seed,
      hyperparameters: { n_epochs: epochs },
    };
  }

  private eventsOf(job: Job): object {
    const state = this.stateOf(job);
    const reached = STATES.slice(0, STATES.indexOf(state as (typeof STATES)[number]) + 1);
    const data = (reached.length > 0 ? reached : [state]).map((name, index) => ({
      object: "fine_tuning.job.event",
      id: `ftevent-${job.id}-${index}`,
      created_at: Math.floor((job.createdMs + index * this.stepMs) / 1_000),
      level: name === "failed" ? "error" : "info",
      message: name === "failed" ? (job.failure?.message ?? "") : `Job is ${name} (simulated)`,
    }));
    return { object: "list", data: data.toReversed(), has_more: false };
  }
}

const nameOf = ({ id, model, suffix }: Job): string => `ft:${model}:simulator:${suffix}:${id.slice("ftjob-".length)}`;

function examplesOf(text: string): Example[] {
  return text.split("\n").flatMap((line): Example[] => {
    if (line.trim() === "") return [];
    const { messages = [] } = JSON.parse(line) as { messages?: { role: string; content: string }[] };
    const input = messages.findLast(({ role }) => role === "user")?.content;
    const output = messages.findLast(({ role }) => role === "assistant")?.content;
    return input === undefined || output === undefined ? [] : [{ input, output }];
  });
}

function refuse(
  response: ServerResponse,
  status: number,
  code: string,
  message: string,
  param: string | null = null,
): void {
  const type = status === 429 ? "requests" : "invalid_request_error";
  sendJson(response, status, JSON.stringify({ error: { message, type, param, code } }));
}
