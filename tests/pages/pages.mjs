// Opens pages in Chromium as readers do: light and dark, wide and narrow, folds closed and open, printed.
// node pages.mjs [--print] PICTURES PAGE...
// Writes pictures of each into the folder PICTURES, and a line of JSON a fault to stdout: what axe-core
// finds, of any severity; text wider than the page; links that lead nowhere. Of what has a map there are
// pictures in grey and as colour-blind readers see it. --print prints each to a PDF, and does nothing else.
import { createRequire } from "node:module";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const words = process.argv.slice(2);
const printing = words[0] === "--print";
const [pictures, ...files] = printing ? words.slice(1) : words;
const context = await chromium.launchPersistentContext(mkdtempSync(join(tmpdir(), "pages-")), {
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  bypassCSP: true, // the pages run no script, and axe-core is one
  args: [
    ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
    ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
  ],
});
const page = await context.newPage();

const PARTS = 4; // pictures of a page at most, from its top
const EYES = ["achromatopsia", "deuteranopia", "protanopia", "tritanopia"];

let faults = 0;
function fault(file, view, rule, where) {
  faults += 1;
  console.log(JSON.stringify({ file: basename(file), view, rule, where }));
}

async function look(file, view) {
  const found = await page.evaluate(async () => (await axe.run(document)).violations);
  for (const { id, impact, nodes } of found)
    for (const { html, failureSummary } of nodes.slice(0, 3))
      fault(file, view, `${id} (${impact})`, `${html.slice(0, 200)} ${failureSummary.slice(0, 300)}`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (wide > 0) fault(file, view, "sideways", `${wide} pixels`);
}

async function shoot(name, width) {
  await page.setViewportSize({ width, height: 1800 });
  for (let part = 0; part < PARTS; part++) {
    const more = await page.evaluate((top) => {
      scrollTo(0, top);
      return scrollY > top - 900;
    }, part * 1700);
    if (!more) break;
    await page.screenshot({ path: join(pictures, `${name}-${part + 1}.png`) });
  }
}

async function otherEyes(name) {
  const map = page.locator("#map, figure").first();
  if (!(await map.count())) return;
  const client = await context.newCDPSession(page);
  for (const type of EYES) {
    await client.send("Emulation.setEmulatedVisionDeficiency", { type });
    await map.evaluate((each) => each.scrollIntoView());
    await page.screenshot({ path: join(pictures, `${name}-${type}.png`) });
  }
  await client.send("Emulation.setEmulatedVisionDeficiency", { type: "none" });
}

async function print(file) {
  await page.goto(pathToFileURL(resolve(file)).href);
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  const path = join(pictures, `${basename(file, ".html")}.pdf`);
  await page.pdf({ path, preferCSSPageSize: true, printBackground: true });
}

async function inspect(file) {
  const name = basename(file, ".html");
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1200, 390]) {
      const view = `${colorScheme} ${width}`;
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ media: "screen", colorScheme });
      await page.goto(pathToFileURL(resolve(file)).href);
      await page.evaluate(axe);
      await look(file, view);
      await shoot(`${name}-${colorScheme}-${width}`, width);
      if (width > 390) await otherEyes(`${name}-${colorScheme}`);
      await page.evaluate(() => document.querySelectorAll("details").forEach((e) => (e.open = true)));
      await look(file, `${view} open`);
    }
  }
  const dead = await page.evaluate(() =>
    [...document.querySelectorAll('a[href^="#"]')]
      .map((a) => a.getAttribute("href"))
      .filter((to) => !document.getElementById(to.slice(1))),
  );
  for (const to of dead) fault(file, "links", "leads nowhere", to);
}

for (const file of files) await (printing ? print(file) : inspect(file));
await context.close();
console.error(`${files.length} pages, ${faults} faults`);
process.exit(faults ? 1 : 0);
