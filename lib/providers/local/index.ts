export { createEmbedder, type Embedder } from "./embedder";
export { createLocalAdapter } from "./local-adapter";
export * from "./classifiers";
export * from "./training";
