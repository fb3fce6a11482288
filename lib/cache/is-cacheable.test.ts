import { describe, expect, it } from "vitest";
import type { ChatCompletion, ChatRequest } from "@/lib/providers";
import { isCacheableAnswer, isCacheableRequest } from "./is-cacheable";

const answer = (message: object = {}, finish_reason = "stop"): ChatCompletion => ({
  id: "a",
  object: "chat.completion",
  created: 1,
  model: "m",
  choices: [{ index: 0, finish_reason, message: { role: "assistant", content: "Yes", ...message } }],
});

const request = (more: object = {}): ChatRequest => ({ model: "m", messages: [], ...more });

describe("an answer is kept", () => {
  it("when it is one whole text", () => {
    expect(isCacheableAnswer(answer())).toBe(true);
    expect(isCacheableAnswer(answer({ refusal: null, tool_calls: [], reasoning_content: "hm" }))).toBe(true);
  });

  it.each([
    ["cut at the limit", answer({}, "length")],
    ["filtered", answer({}, "content_filter")],
    ["a tool call", answer({ tool_calls: [{ id: "1", type: "function", function: { name: "f", arguments: "{}" } }] })],
    ["an old function call", answer({ function_call: { name: "f" } })],
    ["refused", answer({ refusal: "No" })],
    ["empty", answer({ content: "" })],
    ["nothing", answer({ content: null })],
    ["sound", answer({ audio: { id: "1" } })],
    ["several", { ...answer(), choices: [...answer().choices, ...answer().choices] }],
    ["none", { ...answer(), choices: [] }],
  ])("never when it is %s", (_, one) => {
    expect(isCacheableAnswer(one)).toBe(false);
  });
});

describe("a request asks the cache", () => {
  it("unless it wants several answers, probabilities or sound", () => {
    expect(isCacheableRequest(request({ n: 1, modalities: ["text"] }))).toBe(true);
    for (const more of [{ n: 2 }, { logprobs: true }, { audio: { voice: "a" } }, { modalities: ["text", "audio"] }])
      expect(isCacheableRequest(request(more))).toBe(false);
  });
});
