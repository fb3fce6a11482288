export type Field = {
  /** Without positions in lists: `items[].price`. */
  path: string;
  /** null counts as "not stated". */
  value: string | number | boolean | null;
};

const MOST_FIELDS = 2_000;
const MOST_LEVELS = 20;

/** The values of a JSON document with their paths, in order; deeper and further ones are left out. */
export function listFields(document: unknown): Field[] {
  const fields: Field[] = [];
  const visit = (value: unknown, path: string, level: number): void => {
    if (fields.length >= MOST_FIELDS || level > MOST_LEVELS) return;
    if (Array.isArray(value)) return value.forEach((item) => visit(item, `${path}[]`, level + 1));
    if (typeof value === "object" && value !== null) {
      for (const [key, item] of Object.entries(value)) visit(item, path === "" ? key : `${path}.${key}`, level + 1);
      return;
    }
    if (value === null || ["string", "number", "boolean"].includes(typeof value)) {
      fields.push({ path, value: value as Field["value"] });
    }
  };
  visit(document, "", 0);
  return fields;
}

/** Empty strings and words for "not stated" are no statement. */
export const isStated = ({ value }: Field): boolean =>
  value !== null && !/^(?:|-|n\/?a|null|none|unknown|unbekannt|desconocido|inconnu)$/iu.test(String(value).trim());
