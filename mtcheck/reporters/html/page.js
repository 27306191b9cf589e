"use strict";
(() => {
  const all = (query, below = document) => Array.from(below.querySelectorAll(query));
  const byId = (id) => document.getElementById(id);
  const items = all(".finding");
  const marks = all(".mark").map((element) => ({
    element,
    findings: element.dataset.findings.split(" "),
  }));
  const marksOf = new Map();
  for (const mark of marks) {
    for (const finding of mark.findings) {
      if (!marksOf.has(finding)) marksOf.set(finding, []);
      marksOf.get(finding).push(mark);
    }
  }
  const numberOf = (item) => item.id.slice(1);
  let current = null;

  function select(item, focus) {
    if (!item) return;
    if (current) {
      current.classList.remove("current");
      for (const mark of marksOf.get(numberOf(current)) ?? []) mark.element.classList.remove("current");
    }
    current = item;
    item.classList.add("current");
    for (const mark of marksOf.get(numberOf(item)) ?? []) mark.element.classList.add("current");
    const details = item.querySelector("details");
    details.open = true;
    if (focus) details.querySelector("summary").focus({ preventScroll: true });
  }

  // Whether the list stands beside the text, with a scroll bar of its own.
  const list = document.querySelector(".scroll");
  const beside = () => getComputedStyle(list).overflowY === "auto";

  function bring(item) {
    if (beside()) {
      list.scrollTop += item.getBoundingClientRect().top - list.getBoundingClientRect().top - 4;
    } else {
      item.scrollIntoView({ block: "nearest" });
    }
  }

  function show(item, focus) {
    if (!item) return;
    if (item.hidden) reset();
    select(item, focus);
    bring(item);
    showInText(item);
  }

  // On a narrow page the text would take the place of what was just opened.
  function showInText(item) {
    const [first] = marksOf.get(numberOf(item)) ?? [];
    if (first && beside()) first.element.scrollIntoView({ block: "nearest" });
  }

  // A mark may belong to several findings: each activation shows the next of them.
  function follow(mark) {
    const open = mark.findings.filter((finding) => !byId(`f${finding}`).hidden);
    const listed = open.length ? open : mark.findings;
    const at = current ? listed.indexOf(numberOf(current)) : -1;
    const item = byId(`f${listed[(at + 1) % listed.length]}`);
    if (item.hidden) reset();
    select(item, true);
    bring(item);
  }

  for (const mark of marks) {
    mark.element.addEventListener("click", (event) => {
      event.preventDefault();
      follow(mark);
    });
  }

  // A place leads to its mark, which then has the keyboard too.
  for (const place of all(".place")) {
    place.addEventListener("click", (event) => {
      const anchor = byId(place.hash.slice(1));
      const mark = anchor && (anchor.closest(".mark") ?? nextMark(anchor));
      if (!mark) return;
      event.preventDefault();
      select(place.closest(".finding"), false);
      mark.scrollIntoView({ block: "center" });
      mark.focus({ preventScroll: true });
    });
  }

  function nextMark(anchor) {
    let next = anchor.nextElementSibling;
    while (next && !next.matches(".mark")) next = next.nextElementSibling;
    return next;
  }

  for (const item of items) {
    item.querySelector("details").addEventListener("toggle", (event) => {
      if (event.target.open && current !== item && event.target.contains(document.activeElement)) {
        select(item, false);
        showInText(item);
      }
    });
  }

  const form = byId("filters");
  const texts = new Map();
  const words = (item) => {
    if (!texts.has(item)) texts.set(item, item.textContent.toLowerCase());
    return texts.get(item);
  };

  function filter() {
    const chosen = new FormData(form);
    const severities = new Set(chosen.getAll("severity"));
    const rule = chosen.get("rule");
    const part = chosen.get("document") ?? "";
    const text = chosen.get("text").trim().toLowerCase();
    const off = new Set();
    for (const item of items) {
      const its = item.dataset;
      item.hidden = !severities.has(its.severity) || (rule !== "" && rule !== its.rule)
        || (part !== "" && part !== its.document) || (text !== "" && !words(item).includes(text));
      if (item.hidden) off.add(numberOf(item));
    }
    for (const mark of marks) {
      const none = mark.findings.every((finding) => off.has(finding));
      mark.element.classList.toggle("off", none);
      mark.element.tabIndex = none ? -1 : 0;
    }
    const left = items.length - off.size;
    byId("shown").textContent = off.size ? `${left} of ${items.length} findings` : `${left} findings`;
  }

  function reset() {
    form.reset();
  }

  function step(by) {
    const open = items.filter((item) => !item.hidden);
    if (!open.length) return;
    const at = open.indexOf(current);
    const next = at < 0 && by < 0 ? open.length - 1 : (at + by + open.length) % open.length;
    show(open[next], false);
  }

  if (form) {
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    let waiting = 0;
    form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(filter, items.length > 500 ? 150 : 0);
    });
    form.addEventListener("reset", () => setTimeout(filter));
    byId("next").addEventListener("click", () => step(1));
    byId("previous").addEventListener("click", () => step(-1));
    filter(); // a browser keeps what was chosen before a reload
  }

  const theme = byId("theme");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const kept = (value) => {
    try {
      if (value) localStorage.setItem("mtcheck-theme", value);
      return localStorage.getItem("mtcheck-theme");
    } catch {
      return null; // a page from a file may have no storage
    }
  };
  function paint(value) {
    if (value === "dark" || value === "light") document.documentElement.dataset.theme = value;
    const chosen = document.documentElement.dataset.theme ?? (dark.matches ? "dark" : "light");
    theme.setAttribute("aria-pressed", String(chosen === "dark"));
    return chosen;
  }
  paint(kept());
  dark.addEventListener("change", () => paint());
  theme.hidden = false;
  theme.addEventListener("click", () => {
    const value = paint() === "dark" ? "light" : "dark";
    paint(value);
    kept(value);
  });

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = all(".finding details:not([open])");
    for (const details of closed) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of closed) details.open = false;
  });

  const target = /^#f\d+$/.test(location.hash) ? byId(location.hash.slice(1)) : null;
  show(target, true);
})();
