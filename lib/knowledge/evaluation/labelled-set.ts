import documents from "./labelled-documents.json";
import queries from "./labelled-queries.json";

export type LabelledDocument = { id: string; title: string; text: string };

export type LabelledQuery = {
  query: string;
  /** Grade by document id: 2 answers the question, 1 helps. */
  relevant: Readonly<Record<string, number>>;
};

/**
 * Help pages of a made-up shop for smart homes and what people ask of it, written for this project. Many questions use
 * none of their page's words, others hinge on a word that is a name or a number, so that neither full text nor
 * meaning alone finds everything.
 */
export const LABELLED_DOCUMENTS: readonly LabelledDocument[] = documents;
export const LABELLED_QUERIES: readonly LabelledQuery[] = queries.map(({ query, relevant }) => ({
  query,
  relevant: stated(relevant),
}));

/** The type of the JSON file names every document in every query; those that a query does not name are not there. */
function stated(relevant: Record<string, number | undefined>): Record<string, number> {
  return Object.fromEntries(Object.entries(relevant).flatMap(([id, grade]) => (grade ? [[id, grade]] : [])));
}
