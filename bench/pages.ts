import { readFileSync } from "node:fs";
import { chromium, type Browser, type Page } from "@playwright/test";
import { systemChromium } from "../scripts/steps/services.mjs";
import { printTable } from "./support/print-table";
import { callApi, startProduct, type Product } from "./support/start-product";

/**
 * JavaScript that each page of the built product sends over the wire (compressed, kB of 1,000 bytes) to a browser that
 * comes for the first time, until the network is quiet. Pages with charts fetch them after the first paint, and that
 * counts too. The floor is what Next and React send for an empty page, measured in the same run.
 */
const PAGES = [
  { path: "/", hasCharts: true },
  { path: "/executions", hasCharts: false },
  { path: "/costs", hasCharts: true },
  { path: "/models", hasCharts: false },
  { path: "/tasks", hasCharts: false },
  { path: "/tasks/ticket_classification", hasCharts: false },
  { path: "/playground", hasCharts: false },
  { path: "/training", hasCharts: false },
  { path: "/settings/providers", hasCharts: false },
  { path: "/settings/keys", hasCharts: false },
  { path: "/settings/members", hasCharts: false },
  { path: "/settings/account", hasCharts: false },
  { path: "/settings/audit", hasCharts: false },
  { path: "/settings/demo", hasCharts: false },
] as const;

const TARGET_KB = { plain: 165, charts: 275 } as const;

type Script = { name: string; bytes: number };

async function signIn(browser: Browser, url: string) {
  const context = await browser.newContext({ baseURL: url });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill("owner@bench.test");
  await page.getByLabel("Password", { exact: true }).fill("a bench needs no secret");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
  const state = await context.storageState();
  await context.close();
  return state;
}

/** Every script that the page fetched, with its size on the wire, headers included. */
async function scriptsOf(page: Page, path: string): Promise<Script[]> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  const names = new Map<string, string>();
  const scripts: Script[] = [];
  session.on("Network.responseReceived", ({ requestId, type, response }) => {
    if (type === "Script" || response.url.endsWith(".js")) names.set(requestId, new URL(response.url).pathname);
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const name = names.get(requestId);
    if (name) scripts.push({ name, bytes: encodedDataLength });
  });
  await page.goto(path, { waitUntil: "networkidle" });
  await page.waitForTimeout(500);
  return scripts;
}

/** One execution, so that no page is empty. */
async function fill(product: Product) {
  await fetch(`${product.url}/v1/embeddings`, {
    method: "POST",
    headers: { authorization: `Bearer ${product.key}`, "content-type": "application/json" },
    body: JSON.stringify({ model: "local/embed", input: "a request for the pages" }),
  });
  for (;;) {
    const rows = await callApi<unknown[]>(product, "/executions?limit=1");
    if (rows.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const manifest = JSON.parse(readFileSync(".next/build-manifest.json", "utf8")) as { rootMainFiles: string[] };
const isFloor = ({ name }: Script) => manifest.rootMainFiles.some((file) => name.endsWith(file));
const kilobytes = (scripts: readonly Script[]) => scripts.reduce((sum, { bytes }) => sum + bytes, 0) / 1_000;

const product = await startProduct();
const browser = await chromium.launch({ executablePath: systemChromium(), args: ["--no-sandbox", "--disable-gpu"] });
try {
  await fill(product);
  const storageState = await signIn(browser, product.url);
  const rows = [];
  for (const { path, hasCharts } of PAGES) {
    const context = await browser.newContext({ baseURL: product.url, storageState });
    const scripts = await scriptsOf(await context.newPage(), path);
    await context.close();
    const targetKb = hasCharts ? TARGET_KB.charts : TARGET_KB.plain;
    const jsKb = kilobytes(scripts);
    const floorKb = kilobytes(scripts.filter(isFloor));
    rows.push({ path, files: scripts.length, jsKb, floorKb, targetKb, verdict: jsKb <= targetKb ? "ok" : "over" });
    if (process.argv.includes("--files")) {
      printTable(
        path,
        scripts.toSorted((a, b) => b.bytes - a.bytes).map(({ name, bytes }) => ({ name, kb: bytes / 1_000 })),
      );
    }
  }
  printTable("JavaScript over the wire, kB", rows);
  console.log(JSON.stringify({ bench: "pages", rows }));
} finally {
  await browser.close();
  await product.stop();
}
