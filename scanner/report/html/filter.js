"use strict";
// Everything here is a convenience: without script the page shows all of it, and CSS switches the language.
(() => {
  const $ = (id) => document.getElementById(id);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const form = $("filters");

  for (const input of all("input[name=language]")) {
    input.addEventListener("change", () => { document.documentElement.lang = input.value; });
    if (input.checked) document.documentElement.lang = input.value;
  }

  // A rule with its findings; their texts are gathered when somebody searches for the first time.
  const rules = all("#findings .rule").map((element) => ({
    element,
    family: element.dataset.f,
    requirements: element.dataset.r.split(" "),
    places: element.dataset.l.split(" "),
    head: null,
    count: element.querySelector(".count"),
    chunks: all(".chunk", element).map((chunk) => ({
      element: chunk,
      findings: all(".f", chunk).map((finding) => ({
        element: finding, level: finding.dataset.s, path: finding.querySelector(".at").firstChild.data, text: null })),
    })),
  }));
  const requirements = all("#requirements .req");
  const lower = (element) => element.textContent.toLowerCase();

  const fill = (select, values) => {
    for (const [value, label] of values) select.add(new Option(label, value));
  };
  const sorted = (set) => [...set].sort().map((value) => [value, value]);
  // An option cannot hold two languages of which one is shown, so it says both.
  const named = (set, element) => sorted(set).map(([value]) => {
    const words = all("[lang]", element(value) ?? document.createElement("b")).map((word) => word.textContent);
    return [value, words.join(" / ") || value];
  });
  const family = new Set(), requirement = new Set(), layer = new Set(), paths = new Set();
  for (const rule of rules) {
    family.add(rule.family);
    rule.requirements.forEach((id) => requirement.add(id));
    rule.places.forEach((id) => layer.add(id));
    for (const chunk of rule.chunks) for (const finding of chunk.findings) paths.add(finding.path);
  }
  for (const element of requirements) {
    element.dataset.r.split(", ").forEach((id) => requirement.add(id));
    element.dataset.le.split(" ").forEach((id) => layer.add(id));
  }
  const label = (id) => id.replace(/^(L\d)([A-Z]{3})$/, "$1 · $2");
  fill($("by-family"), named(family, (value) => rules.find((rule) => rule.family === value)?.element
    .querySelector("header .family")));
  fill($("by-requirement"), sorted(requirement));
  fill($("by-layer"), sorted(layer).filter(([id]) => id).map(([id]) => [id, label(id)]));
  fill($("by-verdict"), named(new Set(requirements.map((element) => element.dataset.v)), (value) =>
    document.querySelector(`.legend a[data-verdict="${value}"]`)));
  for (const path of [...paths].sort().slice(0, 2000)) $("paths").append(new Option(path));

  const total = rules.reduce((sum, rule) => sum + rule.chunks.reduce((n, chunk) => n + chunk.findings.length, 0), 0);

  const apply = () => {
    const words = $("q").value.toLowerCase().split(/\s+/).filter(Boolean);
    const levels = new Set(all("#levels input:checked").map((input) => input.value));
    const want = { family: $("by-family").value, requirement: $("by-requirement").value, layer: $("by-layer").value,
                   verdict: $("by-verdict").value, file: $("by-file").value.toLowerCase() };
    let shown = 0;
    for (const rule of rules) {
      const fits = (!want.family || rule.family === want.family) &&
        (!want.requirement || rule.requirements.includes(want.requirement)) &&
        (!want.layer || rule.places.includes(want.layer));
      if (words.length && rule.head === null) {
        rule.head = rule.element.id.toLowerCase() + " " + lower(rule.element.querySelector("header")) + " " +
          rule.requirements.join(" ").toLowerCase();
      }
      const missing = words.filter((word) => !rule.head.includes(word));
      let here = 0;
      for (const chunk of rule.chunks) {
        let inChunk = 0;
        for (const finding of chunk.findings) {
          let visible = fits && levels.has(finding.level) &&
            (!want.file || finding.path.toLowerCase().includes(want.file));
          if (visible && missing.length) {
            finding.text ??= lower(finding.element);
            visible = missing.every((word) => finding.text.includes(word));
          }
          if (finding.element.hidden === visible) finding.element.hidden = !visible;
          if (visible) ++inChunk;
        }
        chunk.element.hidden = inChunk === 0;
        here += inChunk;
      }
      rule.element.hidden = here === 0;
      rule.count.textContent = here.toLocaleString("en");
      shown += here;
    }
    for (const element of requirements) {
      element.hidden = !((!want.verdict || element.dataset.v === want.verdict) &&
        (!want.requirement || element.dataset.r.split(", ").includes(want.requirement)) &&
        (!want.layer || element.dataset.le.split(" ").includes(want.layer)) &&
        (!words.length || words.every((word) => lower(element).includes(word))));
    }
    $("none").hidden = shown > 0 || total === 0;
    $("shown").textContent = `${shown.toLocaleString("en")} / ${total.toLocaleString("en")}`;
  };

  let waiting = 0;
  const later = () => { clearTimeout(waiting); waiting = setTimeout(apply, 120); };
  form.addEventListener("input", later);
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (event) => { event.preventDefault(); apply(); });

  // The picture filters what it shows.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-layer], a[data-verdict], a[data-level]");
    if (!link) return;
    form.reset();
    const { layer: l, element: e, verdict, level } = link.dataset;
    if (l) $("by-layer").value = l + (e ?? "");
    if (verdict) $("by-verdict").value = verdict;
    if (level) for (const input of all("#levels input")) input.checked = input.value === level;
    setTimeout(apply);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) {
      event.preventDefault();
      $("q").focus();
    }
  });

  // What is folded away belongs on paper too.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = all("details:not([open])");
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => { for (const details of opened) details.open = false; });

  form.hidden = false;
  apply();
})();
