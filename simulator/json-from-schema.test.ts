import { describe, expect, it } from "vitest";
import { jsonFromSchema } from "./json-from-schema";

describe("jsonFromSchema", () => {
  it("fills every property with a value of its type and within its limits", () => {
    const value = jsonFromSchema(
      {
        type: "object",
        properties: {
          label: { enum: ["a", "b"] },
          kind: { const: "x" },
          count: { type: "integer", minimum: 3, maximum: 5 },
          share: { type: "number", minimum: 0, maximum: 1 },
          isLate: { type: "boolean" },
          note: { type: ["string", "null"], maxLength: 4 },
          tags: { type: "array", items: { type: "string" }, minItems: 2 },
          nested: { $ref: "#/$defs/nested" },
          either: { anyOf: [{ type: "null" }, { type: "string" }] },
        },
        $defs: { nested: { properties: { deep: { type: "boolean" } } } },
      },
      42,
    );
    expect(value).toEqual({
      label: expect.stringMatching(/^[ab]$/),
      kind: "x",
      count: expect.toSatisfy((count: number) => Number.isInteger(count) && count >= 3 && count <= 5),
      share: expect.toSatisfy((share: number) => share >= 0 && share <= 1),
      isLate: expect.any(Boolean),
      note: "simu",
      tags: ["simulated", "simulated"],
      nested: { deep: expect.any(Boolean) },
      either: null,
    });
  });

  it("ends on a schema that contains itself", () => {
    const schema = { type: "object", properties: { child: { $ref: "#" } } };
    expect(JSON.stringify(jsonFromSchema(schema, 1)).length).toBeLessThan(1_000);
  });
});
