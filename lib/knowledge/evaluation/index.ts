export { evaluateSearch } from "./evaluate-search";
export { LABELLED_DOCUMENTS, LABELLED_QUERIES } from "./labelled-set";
