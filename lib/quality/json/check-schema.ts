/** What a document does against a JSON schema; `checks` counts all that was looked at. */
export type SchemaFindings = { checks: number; faults: string[] };

type Schema = Record<string, unknown>;

const MOST_LEVELS = 20;
const MOST_CHECKS = 5_000;

/**
 * Checks a document against the parts of JSON Schema that describe extracted data: type, properties, required, enum,
 * const, items, additionalProperties, and bounds of numbers, texts and lists. Others are ignored; `pattern` on purpose,
 * because a stranger's expression could hold the process up.
 */
export function checkSchema(document: unknown, schema: Schema): SchemaFindings {
  const findings: SchemaFindings = { checks: 0, faults: [] };
  visit(document, schema, "", 0, findings);
  return findings;
}

function visit(value: unknown, schema: Schema, path: string, level: number, findings: SchemaFindings): void {
  if (level > MOST_LEVELS || findings.checks > MOST_CHECKS) return;
  const expect = (isGood: boolean, fault: string) => {
    findings.checks++;
    if (!isGood) findings.faults.push(`\`${path || "document"}\` ${fault}`);
  };
  const types = [schema.type].flat().filter((type) => typeof type === "string");
  if (types.length > 0)
    expect(
      types.some((type) => isOfType(value, type)),
      `is not ${types.join(" or ")}`,
    );
  if (Array.isArray(schema.enum))
    expect(
      schema.enum.some((allowed) => isEqual(allowed, value)),
      "is none of the allowed values",
    );
  if ("const" in schema) expect(isEqual(schema.const, value), "is not the required value");
  if (typeof value === "number") {
    if (typeof schema.minimum === "number") expect(value >= schema.minimum, `is under ${schema.minimum}`);
    if (typeof schema.maximum === "number") expect(value <= schema.maximum, `is over ${schema.maximum}`);
  }
  if (typeof value === "string") {
    if (typeof schema.minLength === "number") expect(value.length >= schema.minLength, "is too short");
    if (typeof schema.maxLength === "number") expect(value.length <= schema.maxLength, "is too long");
  }
  if (Array.isArray(value)) {
    if (typeof schema.minItems === "number") expect(value.length >= schema.minItems, "has too few items");
    if (typeof schema.maxItems === "number") expect(value.length <= schema.maxItems, "has too many items");
    const { items } = schema;
    if (isSchema(items)) value.forEach((item, at) => visit(item, items, `${path}[${at}]`, level + 1, findings));
  } else if (isSchema(value)) visitObject(value, schema, path, level, findings, expect);
}

function visitObject(
  value: Schema,
  schema: Schema,
  path: string,
  level: number,
  findings: SchemaFindings,
  expect: (isGood: boolean, fault: string) => void,
): void {
  const properties = isSchema(schema.properties) ? schema.properties : {};
  for (const name of Array.isArray(schema.required) ? schema.required : []) {
    expect(Object.hasOwn(value, String(name)), `lacks \`${name}\``);
  }
  for (const [name, item] of Object.entries(value)) {
    const known = Object.hasOwn(properties, name) ? properties[name] : schema.additionalProperties;
    if (known === false || (known === undefined && schema.additionalProperties === false))
      expect(false, `has an unknown \`${name}\``);
    else if (isSchema(known)) visit(item, known, path === "" ? name : `${path}.${name}`, level + 1, findings);
  }
}

const isSchema = (value: unknown): value is Schema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isEqual = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case "null":
      return value === null;
    case "array":
      return Array.isArray(value);
    case "object":
      return isSchema(value);
    case "integer":
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}
