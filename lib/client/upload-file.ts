import { ApiError } from "./api";

export type UploadOptions = {
  /** Below `/api/v1`. */
  path: string;
  contentType: string;
  file: Blob;
  signal: AbortSignal;
  /** Share of the file that was sent, 0–1. */
  onProgress: (share: number) => void;
};

/** Sends a file and tells how far it is, which `fetch` cannot. Throws `ApiError`; rejects with the signal's reason when cancelled. */
export function uploadFile<T>({ path, contentType, file, signal, onProgress }: UploadOptions): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/v1${path}`);
    request.setRequestHeader("accept", "application/json");
    request.setRequestHeader("content-type", contentType);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => settle(request, resolve, reject);
    request.onerror = () => reject(noAnswer());
    request.onabort = () => reject(signal.reason as Error);
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(file);
  });
}

function settle<T>(request: XMLHttpRequest, resolve: (data: T) => void, reject: (error: ApiError) => void): void {
  const answer = parse<T>(request.responseText);
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

type Answer<T> = {
  data?: T;
  error?: { code?: string; message?: string; field?: string; details?: unknown; requestId?: string };
};

function parse<T>(text: string): Answer<T> | null {
  try {
    return JSON.parse(text) as Answer<T>;
  } catch {
    return null;
  }
}

const noAnswer = () =>
  new ApiError("The upload broke off. Check the connection; the server may also be restarting.", {
    code: "network",
    status: 0,
  });
