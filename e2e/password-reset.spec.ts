import { expect, test } from "@playwright/test";
import type { CreatedInvitation } from "@/lib/auth/schemas";
import { callApi } from "./support/call-api";
import { expectAccessible } from "./support/expect-accessible";
import { openPage } from "./support/open-page";

const FORGETFUL = { name: "Fay Forgetful", email: "fay@northwind.test", password: "was it blue or green" };

test("a member who forgot the password gets a link from the owner and signs in with another one", async ({
  page,
  browser,
  baseURL,
}) => {
  const invited = await callApi<CreatedInvitation>(page.request, "/invitations", {
    body: { email: FORGETFUL.email, role: "member" },
  });
  const guest = await browser.newContext({ baseURL, storageState: { cookies: [], origins: [] } });
  const token = new URL(invited.link).searchParams.get("token");
  const { name, password } = FORGETFUL;
  await callApi(guest.request, "/invitations/accept", { body: { token, name, password } });

  await openPage(page, "/settings/members", "Members");
  await page.getByRole("button", { name: `Reset the password of ${name}` }).click();
  await page.getByRole("button", { name: "Make a link" }).click();
  const link = await page
    .getByText(/\/reset\?token=/)
    .first()
    .innerText();
  await page.getByRole("button", { name: "I have copied it" }).click();

  const visit = await guest.newPage();
  await visit.goto(link.trim());
  await expectAccessible(visit, "choosing another password");
  await visit.getByRole("textbox", { name: "New password" }).fill("nine green bicycles rest");
  await visit.getByRole("button", { name: "Save and sign in" }).click();
  await expect(visit.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();

  await visit.goto(link.trim());
  await expect(visit.getByRole("heading", { name: "This link cannot be used" })).toBeVisible();
  await guest.close();
});
