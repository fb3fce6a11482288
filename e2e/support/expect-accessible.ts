import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const isSerious = ({ impact }: { impact?: string | null }) => impact === "serious" || impact === "critical";

/** Serious and critical findings of axe on the page as it is, in the light and in the dark theme: none are expected. */
export async function expectAccessible(page: Page, name: string): Promise<void> {
  // Without motion, or a colour on its way from one theme to the other is measured.
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const theme of ["light", "dark"] as const) {
    await page.evaluate((isDark) => document.documentElement.classList.toggle("dark", isDark), theme === "dark");
    // Our pages hold no frames: without looking for them axe needs no second page and half the time.
    const axe = new AxeBuilder({ page }).setLegacyMode();
    // The themes differ in nothing but colours.
    if (theme === "dark") axe.withRules(["color-contrast", "link-in-text-block"]);
    const { violations } = await axe.analyze();
    const findings = violations.filter(isSerious).flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
    expect.soft(findings, `${name}, ${theme}`).toEqual([]);
  }
}
