import { afterAll, describe, expect, it } from "vitest";
import { createCodeSandbox } from "./code-sandbox";

const sandbox = createCodeSandbox();
afterAll(() => sandbox.dispose());

const run = (code: string, expression: string, expected?: unknown) =>
  sandbox.inspect({ code, language: "javascript", tests: [{ expression, expected }] });

const add = "function add(a, b) { return a + b; }";

describe("the code sandbox", () => {
  it("runs code against its tests", async () => {
    const { tests } = await sandbox.inspect({
      code: add,
      language: "javascript",
      tests: [
        { expression: "add(1, 2)", expected: 3 },
        { name: "adds fractions", expression: "add(0.1, 0.2)", expected: 0.3 },
        { expression: "add(1, 1)", expected: 3 },
        { expression: "[add(1, 1), { a: [1] }]", expected: [2, { a: [1] }] },
      ],
    });
    expect(tests.map(({ isPassed }) => isPassed)).toEqual([true, true, false, true]);
    expect(tests[2]!.fault).toBe("is 2, where 3 is right");
  });

  it("runs TypeScript, modules and promises", async () => {
    const { syntaxError, tests } = await sandbox.inspect({
      code: "export const later = async (ms: number): Promise<number> => { await null; return ms * 2; };",
      language: "typescript",
      tests: [{ expression: "later(21)", expected: 42 }],
    });
    expect({ syntaxError, tests }).toMatchObject({ syntaxError: null, tests: [{ isPassed: true }] });
  });

  it("tells what is wrong with code that cannot be read", async () => {
    const { syntaxError, tests } = await run("function add(a, b { return a + b; }", "add(1, 2)", 3);
    expect(syntaxError).toMatch(/SyntaxError/u);
    expect(tests[0]).toMatchObject({ isPassed: false });
  });

  it.each([
    ["an endless loop", "while (true) {}", "1"],
    ["an endless loop in a test", "const spin = () => { for (;;) {} };", "spin()"],
    ["endless recursion", "const down = (n) => down(n + 1) + 1;", "down(0)"],
    ["endless promises", "const again = () => Promise.resolve().then(again);", "again()"],
    ["a memory bomb", "const all = []; for (;;) all.push(new Array(100000).fill(7));", "1"],
    ["a text that doubles", "let text = 'x'; for (;;) text += text;", "1"],
    ["a promise that is never settled", "const never = new Promise(() => {});", "never"],
    ["an exception", "const boom = () => { throw new Error('boom'); };", "boom()"],
  ])("survives %s, and says that the test failed", async (_, code, expression) => {
    const { tests } = await run(code, expression);
    expect(tests).toEqual([{ name: expression, isPassed: false, fault: expect.any(String) as string }]);
    expect((await run(add, "add(2, 2)", 4)).tests[0]).toMatchObject({ isPassed: true });
  });

  it.each(["process", "require", "fetch", "Buffer", "globalThis.process", "WebAssembly"])(
    "gives code no way to the host: %s",
    async (name) => {
      const reached = await run("", `typeof (${name})`, "undefined");
      const isRefused = !reached.tests[0]!.isPassed && /throws/u.test(reached.tests[0]!.fault ?? "");
      expect(reached.tests[0]!.isPassed || isRefused).toBe(true);
    },
  );

  it("imports nothing", async () => {
    expect((await run("", "import('node:fs').then(() => true)")).tests[0]).toMatchObject({ isPassed: false });
  });

  it("keeps eval and the Function constructor inside", async () => {
    const code = "const inner = [].constructor.constructor('return typeof process')();";
    expect((await run(code, "inner", "undefined")).tests[0]).toMatchObject({ isPassed: true });
    expect((await run("", "eval('typeof process')", "undefined")).tests[0]).toMatchObject({ isPassed: true });
  });

  it("is not fooled by changed prototypes, and keeps nothing for the next test", async () => {
    const code = `
      Object.prototype.toJSON = () => 3;
      JSON.stringify = () => "3";
      Array.prototype.map = () => { throw new Error("changed"); };
      function add() { return 7; }
    `;
    expect((await run(code, "add(1, 2)", 3)).tests[0]).toMatchObject({ isPassed: false });
    expect((await run(add, "[1, 2].map((n) => add(n, 1))", [2, 3])).tests[0]).toMatchObject({ isPassed: true });
  });

  it("shows only the beginning of a huge result", async () => {
    const { tests } = await run("", "'x'.repeat(5_000_000)", "y");
    expect(tests[0]!.fault!.length).toBeLessThan(400);
  });

  it("runs no test for longer than all may take together", async () => {
    const tests = Array.from({ length: 20 }, () => ({ expression: "(() => { for (;;) {} })()" }));
    const found = await sandbox.inspect({ code: "", language: "javascript", tests });
    expect(found.tests.every(({ isPassed }) => !isPassed)).toBe(true);
  });

  it("ends a thread that misses its deadline, and goes on with a new one", async () => {
    const hasty = createCodeSandbox({ deadlineMs: 1 });
    const slow = { code: "let n = 0; while (n < 20_000_000) n++;", language: "javascript" as const };
    const { tests } = await hasty.inspect({ ...slow, tests: [{ expression: "n", expected: 20_000_000 }] });
    expect(tests[0]!.fault).toMatch(/had to be ended/u);
    await hasty.dispose();
  });

  it("refuses more than may wait", async () => {
    const small = createCodeSandbox({ maxWaiting: 1 });
    const question = { code: add, language: "javascript" as const, tests: [] };
    const first = small.inspect(question);
    await expect(small.inspect(question)).rejects.toMatchObject({ code: "unavailable" });
    await first;
    await small.dispose();
  });
});
