export {
  createEmbedder,
  EMBEDDING_DIMENSIONS,
  EMBEDDING_MODEL_ID,
  type Embedder,
  type EmbedderOptions,
} from "./embedder";
export { createLocalAdapter, type LocalAdapter, type LocalAdapterParts } from "./local-adapter";
export * from "./classifiers";
export * from "./training";
