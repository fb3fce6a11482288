export { evaluateSearch, type SearchQuality } from "./evaluate-search";
export { LABELLED_DOCUMENTS, LABELLED_QUERIES, type LabelledDocument, type LabelledQuery } from "./labelled-set";
