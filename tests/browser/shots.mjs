// node shots.mjs REPORT.html FOLDER: pictures of the report as people see it, to be looked at.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { launch, open } from "./browser.mjs";

const [, , report, folder] = process.argv;
mkdirSync(folder, { recursive: true });
const browser = await launch();
for (const language of ["en", "ja"]) {
  for (const [name, look] of Object.entries({
    wide: { width: 1280, height: 1500 }, dark: { width: 1280, height: 1500, scheme: "dark" }, narrow: { width: 380, height: 1500 } })) {
    const { page } = await open(browser, report, look);
    await page.click(`label[for=in-${language}]`);
    for (const part of ["top", "requirements", "findings", "unchecked", "method"]) {
      await page.evaluate((id) => document.getElementById(id).scrollIntoView(), part);
      await new Promise((resolve) => setTimeout(resolve, 200));
      await page.screenshot({ path: join(folder, `${name}-${language}-${part}.png`) });
    }
    if (process.env.PAPER && name === "wide") await page.pdf({ path: join(folder, `${language}.pdf`), preferCSSPageSize: true, printBackground: true, timeout: 0 });
    await page.close();
  }
}
await browser.close();
