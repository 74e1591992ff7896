// node multiply.mjs LOG.sarif COUNT OUT.sarif: the log with so many failing results, spread over its files.
import { readFileSync, writeFileSync } from "node:fs";

const [, , log, count, out] = process.argv;
const document = JSON.parse(readFileSync(log, "utf8"));
const run = document.runs[0];
const failing = run.results.filter((result) => result.kind === "fail" && result.suppressions?.length === 0);
const others = run.results.filter((result) => !failing.includes(result));
const many = [];
for (let i = 0; i < Number(count); ++i) {
  const copy = structuredClone(failing[i % failing.length]);
  copy.partialFingerprints["cpsauditFinding/v1"] = i.toString(16).padStart(32, "0");
  many.push(copy);
}
run.results = [...others, ...many];
writeFileSync(out, JSON.stringify(document));
