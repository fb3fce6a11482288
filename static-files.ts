import { readdirSync, readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";

/**
 * Scripts and styles as the build compressed them once with Brotli at its slowest: a tenth less to send than what Next
 * compresses with gzip for every visitor. Their names hold a hash of their content, so a browser keeps them for ever.
 */
export type StaticFiles = ReadonlyMap<string, StaticFile>;

type StaticFile = { bytes: Buffer; type: string };

const TYPES: Record<string, string> = {
  ".js": "application/javascript; charset=UTF-8",
  ".css": "text/css; charset=UTF-8",
};

const HEADERS = {
  "content-encoding": "br",
  "cache-control": "public, max-age=31536000, immutable",
  vary: "Accept-Encoding",
  "x-content-type-options": "nosniff",
};

/** The compressed files below `.next/static` by their path in an address; empty when the build made none. */
export function loadStaticFiles(buildFolder: string): StaticFiles {
  const folder = path.join(buildFolder, "static");
  const files = new Map<string, StaticFile>();
  for (const name of namesBelow(folder)) {
    const type = name.endsWith(".br") ? TYPES[path.extname(name.slice(0, -3))] : undefined;
    if (!type) continue;
    const address = `/_next/static/${name.slice(0, -3).split(path.sep).join("/")}`;
    files.set(address, { bytes: readFileSync(path.join(folder, name)), type });
  }
  return files;
}

/** Answers when the request is for one of the files and its browser reads Brotli; false leaves it to Next. */
export function sendStaticFile(files: StaticFiles, request: IncomingMessage, response: ServerResponse): boolean {
  if (request.method !== "GET" && request.method !== "HEAD") return false;
  const file = files.get(request.url?.split("?", 1)[0] ?? "");
  if (!file || !acceptsBrotli(request.headers["accept-encoding"])) return false;
  response.writeHead(200, { ...HEADERS, "content-type": file.type, "content-length": file.bytes.length });
  response.end(request.method === "HEAD" ? undefined : file.bytes);
  return true;
}

function namesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" });
  } catch {
    return [];
  }
}

const acceptsBrotli = (encodings: string | string[] | undefined) =>
  String(encodings ?? "")
    .split(",")
    .some((one) => /^\s*br\s*(;\s*q=(1(\.0*)?|0\.\d*[1-9]\d*))?\s*$/i.test(one));
