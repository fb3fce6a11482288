import { describe, expect, it } from "vitest";
import { namesIn, parseTemplate, renderTemplate, requireDeclared } from "./render-template";
import { PromptVariable, VariableValues } from "./schemas";

const variable = (name: string, more: object = {}): PromptVariable => PromptVariable.parse({ name, ...more });

const render = (template: string, values: VariableValues, variables?: PromptVariable[]) => {
  const parts = parseTemplate(template);
  return renderTemplate(parts, variables ?? namesIn(parts).map((name) => variable(name)), values);
};

const failure = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
};

describe("a rendered template", () => {
  it("holds the values where their names were, however often and spaced", () => {
    expect(render("{{a}} and {{ a }} and {{b}}", { a: "x", b: "y" })).toBe("x and x and y");
  });

  it("never reads a value as a template again", () => {
    expect(render("{{a}}{{b}}", { a: "{{b}}", b: "$& {{a}} $1" })).toBe("{{b}}$& {{a}} $1");
  });

  it("keeps single braces, JSON and escaped braces as they are", () => {
    expect(render('{"key": {{value}}} { } }} \\{{literal}}', { value: "1" })).toBe('{"key": 1} { } }} {{literal}}');
  });

  it("takes defaults, and nothing for what is not required", () => {
    const variables = [variable("tone", { default: "kind" }), variable("extra", { isRequired: false })];
    expect(render("Be {{tone}}.{{extra}}", {}, variables)).toBe("Be kind.");
    expect(render("Be {{tone}}.{{extra}}", { tone: "brief", extra: "!" }, variables)).toBe("Be brief.!");
  });

  it("writes numbers and truth values as they are written in JSON", () => {
    const variables = [variable("n", { type: "number" }), variable("b", { type: "boolean" })];
    expect(render("{{n}} {{b}}", { n: 0, b: false }, variables)).toBe("0 false");
  });

  it("takes time in proportion to the template, whatever braces are in it", () => {
    const hostile = `${"\\{{".repeat(16_000)}{{a}}`;
    const beganMs = performance.now();
    expect(render(hostile, { a: "." })).toHaveLength(32_001);
    expect(performance.now() - beganMs).toBeLessThan(500);
  });
});

describe("a template is refused with the place named", () => {
  it.each(["{{{a}}}", "{{}}", "{{ a b }}", "{{#if a}}", "{{__proto__}}", "text {{a", "{{a}", "{{a.b}}", "{{{{a}}}}"])(
    "%s",
    (template) => {
      expect(failure(() => parseTemplate(template))).toMatchObject({ code: "invalid_input", field: "template" });
    },
  );

  it("when a name is not declared, with the one that was probably meant", () => {
    const parts = parseTemplate("{{langauge}}");
    expect(failure(() => requireDeclared(parts, [variable("language")]))).toMatchObject({
      field: "template",
      message: expect.stringContaining("did you mean `language`?") as string,
    });
  });
});

describe("values", () => {
  it("that are missing, unknown or of the wrong type are refused by name", () => {
    const variables = [variable("n", { type: "number" }), variable("c", { type: "choice", options: ["a", "b"] })];
    const wrong: [VariableValues, string][] = [
      [{ c: "a" }, "variables.n"],
      [{ n: "1", c: "a" }, "variables.n"],
      [{ n: 1, c: "z" }, "variables.c"],
      [{ n: 1, c: "a", m: 2 }, "variables.m"],
    ];
    for (const [values, field] of wrong)
      expect(failure(() => render("{{n}}{{c}}", values, variables))).toMatchObject({ code: "invalid_input", field });
  });

  it("are read from the input itself, never from what every object inherits", () => {
    for (const name of ["constructor", "toString", "hasOwnProperty", "valueOf"]) {
      expect(failure(() => render(`{{${name}}}`, {}))).toMatchObject({ field: `variables.${name}` });
      expect(render(`{{${name}}}`, { [name]: "own" })).toBe("own");
    }
    const forged = VariableValues.safeParse(JSON.parse('{"__proto__": {"a": "forged"}}'));
    expect(failure(() => render("{{a}}", forged.success ? forged.data : {}))).toMatchObject({ field: "variables.a" });
  });

  it("that make a prompt of more than 400,000 characters are refused", () => {
    const big = "x".repeat(100_000);
    expect(failure(() => render("{{a}}{{a}}{{a}}{{a}}{{a}}", { a: big }))).toMatchObject({ field: "variables" });
  });
});
