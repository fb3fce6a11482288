import { describe, expect, it } from "vitest";
import type { ChatMessage, ChatRequest } from "../openai-types";
import { ANSWER_TOOL, DEFAULT_MAX_TOKENS, toAnthropicRequest } from "./anthropic-request";

const user = (content: ChatMessage["content"]): ChatMessage => ({ role: "user", content });
const translate = (request: Partial<ChatRequest>) =>
  toAnthropicRequest({ model: "any", messages: [user("Hello")], ...request }, "claude", false);
const call = (id: string, text = "{}") => ({
  id,
  type: "function" as const,
  function: { name: "look_up", arguments: text },
});
const tool = { type: "function" as const, function: { name: "look_up", parameters: { type: "object" } } };

describe("toAnthropicRequest", () => {
  it("sets the limit that Anthropic requires when the caller has none", () => {
    expect(translate({}).max_tokens).toBe(DEFAULT_MAX_TOKENS);
    expect(translate({ max_tokens: 7 }).max_tokens).toBe(7);
    expect(translate({ max_tokens: 7, max_completion_tokens: 9 }).max_tokens).toBe(9);
  });

  it("moves system and developer messages to the front", () => {
    const messages: ChatMessage[] = [
      { role: "system", content: "Be kind" },
      user("Hi"),
      { role: "developer", content: [{ type: "text", text: "Be brief" }] },
    ];
    const request = translate({ messages });
    expect(request.system).toEqual([
      { type: "text", text: "Be kind" },
      { type: "text", text: "Be brief" },
    ]);
    expect(request.messages).toEqual([{ role: "user", content: [{ type: "text", text: "Hi" }] }]);
  });

  it("puts the results of parallel calls into one user message, before its text", () => {
    const messages: ChatMessage[] = [
      user("Hi"),
      { role: "assistant", content: "Looking", tool_calls: [call("a", '{"q":1}'), call("b", "")] },
      { role: "tool", tool_call_id: "a", content: "1" },
      { role: "tool", tool_call_id: "b", content: "" },
      user("And?"),
    ];
    const request = translate({ messages, tools: [tool] });
    expect(request.messages.map(({ role }) => role)).toEqual(["user", "assistant", "user"]);
    expect(request.messages[1]?.content).toEqual([
      { type: "text", text: "Looking" },
      { type: "tool_use", id: "a", name: "look_up", input: { q: 1 } },
      { type: "tool_use", id: "b", name: "look_up", input: {} },
    ]);
    expect(request.messages[2]?.content).toEqual([
      { type: "tool_result", tool_use_id: "a", content: [{ type: "text", text: "1" }] },
      { type: "tool_result", tool_use_id: "b", content: [] },
      { type: "text", text: "And?" },
    ]);
  });

  it("takes pictures by URL and by data URL, and keeps cache marks", () => {
    const content = [
      { type: "text", text: "See", cache_control: { type: "ephemeral" } },
      { type: "image_url", image_url: { url: "https://example.com/a.png" } },
      { type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } },
    ];
    expect(translate({ messages: [user(content)] }).messages[0]?.content).toEqual([
      { type: "text", text: "See", cache_control: { type: "ephemeral" } },
      { type: "image", source: { type: "url", url: "https://example.com/a.png" } },
      { type: "image", source: { type: "base64", media_type: "image/png", data: "AAAA" } },
    ]);
  });

  it("leaves out empty texts and white space at the end of an answer to be continued, which Anthropic refuses", () => {
    const messages: ChatMessage[] = [user("Hi"), user(""), { role: "assistant", content: "Sure: \n" }];
    expect(translate({ messages }).messages).toEqual([
      { role: "user", content: [{ type: "text", text: "Hi" }] },
      { role: "assistant", content: [{ type: "text", text: "Sure:" }] },
    ]);
  });

  it("translates every form of tool choice", () => {
    const choice = (rest: Partial<ChatRequest>) => translate({ tools: [tool], ...rest }).tool_choice;
    expect(choice({})).toBeUndefined();
    expect(choice({ tool_choice: "none" })).toEqual({ type: "none" });
    expect(choice({ tool_choice: "required" })).toEqual({ type: "any" });
    expect(choice({ tool_choice: "auto", parallel_tool_calls: false })).toEqual({
      type: "auto",
      disable_parallel_tool_use: true,
    });
    expect(choice({ tool_choice: { type: "function", function: { name: "look_up" } } })).toEqual({
      type: "tool",
      name: "look_up",
    });
  });

  it("asks for JSON of a schema by a tool that has to be used", () => {
    const schema = { type: "object", properties: { label: { type: "string" } } };
    const response_format = { type: "json_schema" as const, json_schema: { name: "verdict", schema } };
    const alone = translate({ response_format });
    expect(alone.tools).toEqual([expect.objectContaining({ name: ANSWER_TOOL, input_schema: schema })]);
    expect(alone.tool_choice).toMatchObject({ type: "tool", name: ANSWER_TOOL });
    expect(translate({ response_format, tools: [tool] }).tool_choice).toMatchObject({ type: "any" });
  });

  it("sends one sampling number, within Anthropic's range", () => {
    expect(translate({ temperature: 1.7, top_p: 0.5 })).toMatchObject({ temperature: 1 });
    expect(translate({ temperature: 0.2, top_p: 0.5 })).not.toHaveProperty("top_p");
    expect(translate({ top_p: 0.5 })).toMatchObject({ top_p: 0.5 });
  });

  it("sends nothing that Anthropic does not know", () => {
    const request = translate({ seed: 1, frequency_penalty: 1, logit_bias: {}, user: "u1", stop: "END", n: 1 });
    expect(Object.keys(request).sort()).toEqual(["max_tokens", "messages", "metadata", "model", "stop_sequences"]);
  });

  it.each<[string, Partial<ChatRequest>]>([
    ["several answers", { n: 2 }],
    ["sound", { messages: [user([{ type: "input_audio", input_audio: {} }])] }],
    [
      "a picture that is neither URL nor data",
      { messages: [user([{ type: "image_url", image_url: { url: "/a.png" } }])] },
    ],
    ["a tool's result without a call", { messages: [{ role: "tool", content: "1" }] }],
    ["arguments that are no JSON", { messages: [{ role: "assistant", tool_calls: [call("a", "{")] }] }],
  ])("refuses %s, which it could not pass on", (_, request) => {
    expect(() => translate(request)).toThrow(expect.objectContaining({ kind: "invalid_request" }));
  });
});
