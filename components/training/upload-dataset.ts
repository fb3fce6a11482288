import { ApiError, toSearch } from "@/lib/client/api";
import type { Dataset } from "@/lib/training/schemas";

export type UploadOptions = {
  task: string;
  /** (Default: the date.) */
  name: string | undefined;
  file: Blob;
  signal: AbortSignal;
  /** Share of the file that was sent, 0–1. */
  onProgress: (share: number) => void;
};

/** Sends a CSV and tells how far it is, which `fetch` cannot. Throws `ApiError`; rejects with the signal's reason when cancelled. */
export function uploadDataset({ task, name, file, signal, onProgress }: UploadOptions): Promise<Dataset> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/v1/training/import?${toSearch({ task, name })}`);
    request.setRequestHeader("accept", "application/json");
    request.setRequestHeader("content-type", "text/csv");
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => settle(request, resolve, reject);
    request.onerror = () => reject(noAnswer());
    request.onabort = () => reject(signal.reason as Error);
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(file);
  });
}

function settle(request: XMLHttpRequest, resolve: (dataset: Dataset) => void, reject: (error: ApiError) => void): void {
  const answer = parse(request.responseText);
  if (request.status < 300 && answer?.data) return resolve(answer.data);
  const { message, code, ...facts } = answer?.error ?? {};
  reject(
    new ApiError(message ?? `The server answered with status ${request.status} and no explanation`, {
      ...facts,
      code: code ?? "internal",
      status: request.status,
    }),
  );
}

type Answer = {
  data?: Dataset;
  error?: { code?: string; message?: string; field?: string; details?: unknown; requestId?: string };
};

function parse(text: string): Answer | null {
  try {
    return JSON.parse(text) as Answer;
  } catch {
    return null;
  }
}

const noAnswer = () =>
  new ApiError("The upload broke off. Check the connection; the server may also be restarting.", {
    code: "network",
    status: 0,
  });
