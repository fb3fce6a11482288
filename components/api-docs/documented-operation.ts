/** One parameter, or one field of the body; fields of fields by path, `constraints.minQuality`. */
export type DocumentedField = {
  name: string;
  place: "path" | "query" | "body";
  /** In the words of a reader. */
  type: string;
  isRequired: boolean;
  description: string;
};

/** One method of one path as the docs page shows it. */
export type DocumentedOperation = {
  id: string;
  method: string;
  path: string;
  area: string;
  summary: string;
  description: string | null;
  /** What the caller's key or role must allow; null = anyone may call. */
  scope: string | null;
  fields: DocumentedField[];
  /** Media type of the body; null without one. */
  bodyType: string | null;
  /** The smallest JSON body that is complete; null for other bodies. */
  bodyExample: string | null;
  /** Status of success. */
  status: number;
};

/** Another path under which an operation answers. */
export type OtherSpelling = { source: string; destination: string };
