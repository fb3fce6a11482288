import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { callApi, createKey } from "./support/call-api";
import { openPage } from "./support/open-page";

type Gym = { cache?: string; costUsd: number | null; savedUsd?: number | null };

test("a task's cache is switched on, answers again for nothing, shows what it saved, and is purged", async ({
  page,
  request,
  baseURL,
}) => {
  const name = `Answers ${randomUUID().slice(0, 8)}`;
  const task = name.toLowerCase().replace(" ", "_");
  const key = await createKey(request, "cache journey", ["run"]);
  await callApi(request, "/tasks", { body: { slug: task, name } });
  const ask = async (content: string): Promise<Gym> => {
    const response = await fetch(`${baseURL}/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({
        model: "simulator/sim-instant",
        messages: [{ role: "user", content }],
        gym: { task },
      }),
    });
    expect(response.status).toBe(200);
    return ((await response.json()) as { gym: Gym }).gym;
  };
  expect((await ask("Where is my card?")).cache).toBeUndefined();

  await openPage(page, `/tasks/${task}`, name);
  await page.getByLabel("Answer again").selectOption("Also questions that ask the same in other words");
  await page.getByRole("button", { name: "Review and save" }).click();
  const review = page.getByRole("dialog", { name: "Save version 2?" });
  await review.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status").getByText("Version 2 is in force")).toBeVisible();

  const paid = await ask("Where is my card?");
  expect(paid.cache).toBe("miss");
  const again = await ask("Where is my card?");
  expect(again).toMatchObject({ cache: "exact", costUsd: 0, savedUsd: paid.costUsd });
  // A question that missed is equal the next time, so each is written in a way of its own.
  let marks = "";
  await expect
    .poll(async () => (await ask(`where's my card${(marks += "!")}`)).cache, { timeout: 20_000 })
    .toBe("semantic");
  expect((await ask("Where is your card?")).cache).toBe("miss");

  await openPage(page, "/cache", "Cache");
  const row = page.getByRole("row", { name: new RegExp(name) });
  await expect(row).toContainText("same meaning", { timeout: 20_000 });
  await page.getByRole("button", { name: `Purge ${name}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Purge answers" }).click();
  await expect(page.getByText("answers are forgotten")).toBeVisible();
  expect((await ask("Where is my card?")).cache).toBe("miss");
});
