"use strict";

// Shows the report that the page carries as JSON. Data becomes text nodes and
// attributes that are not code; nothing here parses markup.

const $ = (id) => document.getElementById(id);
const report = JSON.parse($("report").textContent);
const { findings, files } = report;
const severities = ["error", "warning", "note"];

/** An element; children that are strings become text. */
function make(name, attributes, ...children) {
  return fill(document.createElement(name), attributes, children);
}

function draw(name, attributes, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", name),
              attributes, children);
}

function fill(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes ?? {}))
    if (key.startsWith("on"))
      element.addEventListener(key.slice(2), value);
    else if (value !== undefined && value !== false)
      element.setAttribute(key, value === true ? "" : value);
  element.append(...children.flat().filter((child) => child != null && child !== false));
  return element;
}

const count = (n, noun) =>
  `${n.toLocaleString("en")} ${noun}${n === 1 ? "" : "s"}`;
const pathOf = (finding) =>
  finding.place ? files[finding.place.file].path : "(no file)";
const baseName = (path) => path.slice(path.lastIndexOf("/") + 1);
const shortRule = (check) => check.replace(/^tether-/, "");
const placeName = ({ file, line, column }) =>
  make("code", { title: files[file].path },
       `${baseName(files[file].path)}:${line}:${column}`);
const dot = (severity) =>
  make("span", { class: `severity ${severity}`, title: severity });
const number = (n) => make("span", { class: "number-of-step" }, String(n));

/** The finding and its notes, in order. */
const stepsOf = (finding) => [finding, ...(finding.notes ?? [])];

/** How many of the findings have each value, most first. */
function tally(value) {
  const counts = new Map();
  for (const finding of findings)
    counts.set(value(finding), (counts.get(value(finding)) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}

// The list.

findings.forEach((finding, index) => {
  finding.number = String(index + 1);
  finding.text = [finding.check, finding.function ?? "", pathOf(finding),
                  ...stepsOf(finding).map((step) => step.message)]
    .join("\n").toLowerCase();
  const path = pathOf(finding);
  const line = finding.place ? `:${finding.place.line}` : "";
  finding.link = make("a", { href: `#${finding.id}` },
    dot(finding.severity),
    make("span", { class: "message" }, finding.message),
    make("span", { class: "where", title: path + line },
      make("span", { class: "of-file" }, baseName(path) + line),
      make("span", { class: "of-rule" },
        `${line.slice(1)} ${shortRule(finding.check)}`)));
  finding.item = make("li", {}, finding.link);
});

const groupings = { rule: (f) => shortRule(f.check), file: pathOf };
let groups = [];
let shown = findings; // In the order of the list.

function group(by) {
  const members = Map.groupBy(findings, groupings[by]);
  const names = [...members.keys()].sort();
  groups = names.map((name) => {
    const total = make("span", { class: "count" });
    const list = make("ol");
    const element = make("details", { open: true },
      make("summary", {}, make("span", { class: "name" }, name), total), list);
    return { element, total, list, findings: members.get(name) };
  });
  $("list").dataset.group = by;
  $("list").replaceChildren(...groups.map((g) => g.element), nothing);
  filter();
}

const nothing = make("p", { class: "nothing", hidden: true },
                     "No finding matches.");

// Filters.

const pressed = () => [...$("severities").children]
  .filter((button) => button.ariaPressed === "true")
  .map((button) => button.value);

function filter() {
  const words = $("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const levels = pressed();
  const rule = $("rule").value;
  const file = $("file").value;
  const matches = (f) =>
    (!levels.length || levels.includes(f.severity)) &&
    (!rule || f.check === rule) && (!file || pathOf(f) === file) &&
    words.every((word) => f.text.includes(word));
  shown = [];
  for (const g of groups) {
    const members = g.findings.filter(matches);
    shown.push(...members);
    // Hiding thousands of items takes browsers far longer than taking them out.
    g.list.replaceChildren(...members.map((f) => f.item));
    g.element.hidden = members.length === 0;
    g.total.textContent = members.length.toLocaleString("en");
  }
  nothing.hidden = shown.length > 0;
  const isFiltered = words.length || levels.length || rule || file;
  $("clear").hidden = !isFiltered;
  $("shown").textContent = isFiltered
    ? `${shown.length.toLocaleString("en")} of ${count(findings.length, "finding")}`
    : count(findings.length, "finding");
  showPosition();
}

/** Shows what a row of the overview stands for. */
function choose(select, value) {
  $("filters").reset();
  clearSeverities();
  $(select).value = value;
  filter();
  if (location.hash)
    leave();
  shown[0]?.link.focus();
}

function clearSeverities() {
  for (const button of $("severities").children)
    button.ariaPressed = "false";
}

function fillFilters() {
  const levels = tally((f) => f.severity);
  if (levels.length > 1)
    for (const level of severities)
      for (const [severity, n] of levels)
        if (severity === level)
          $("severities").append(make("button", {
            type: "button", value: level, "aria-pressed": "false",
            onclick: ({ currentTarget: button }) => {
              button.ariaPressed = String(button.ariaPressed !== "true");
              filter();
            },
          }, dot(level), level, make("span", { class: "count" }, String(n))));
  const options = (entries, text) => entries.sort().map(
    ([value, n]) => make("option", { value }, `${text(value)} (${n})`));
  $("rule").append(...options(tally((f) => f.check), shortRule));
  $("file").append(...options(tally(pathOf), String));
}

// A story.

let open = null;

function story(finding) {
  const position = make("span", { class: "place", id: "position" });
  return [
    make("div", { class: "path" },
      make("button", { type: "button", class: "quiet back", onclick: leave },
           "\u2039 Findings"),
      make("button", { type: "button", class: "quiet", id: "previous",
                       "aria-keyshortcuts": "k", onclick: () => move(-1) },
           "\u2039 Previous"),
      make("button", { type: "button", class: "quiet", id: "next",
                       "aria-keyshortcuts": "j", onclick: () => move(1) },
           "Next \u203a"),
      position,
      make("span", { class: "space" }),
      make("a", { href: `#${finding.id}`, title: "Link to this finding" },
           `#${finding.number}`)),
    make("h1", { tabindex: -1, id: "title" }, finding.message),
    make("div", { class: "facts" },
      make("span", { class: `severity-word ${finding.severity}` },
           dot(finding.severity), finding.severity),
      make("span", {}, finding.check),
      finding.function && make("code", {}, finding.function)),
    report.checks[finding.check] &&
      make("p", { class: "about" }, report.checks[finding.check]),
    finding.drawing && drawing(finding),
    stepList(finding),
    sources(finding),
    fixes(finding),
  ].flat().filter(Boolean);
}

function stepList(finding) {
  return finding.notes && make("ol", { class: "steps", "aria-label": "What happens" },
    stepsOf(finding).map((step, index) => make("li", {},
      make("button", {
        type: "button",
        disabled: !step.place || files[step.place.file].state === "gone",
        onclick: () => light(index + 1),
      }, number(index + 1), make("span", {}, step.message),
        step.place && placeName(step.place)))));
}

/** Brings the step's place into view. */
function light(step) {
  const place = $(`step-${step}`);
  place?.scrollIntoView({ block: "center" });
  for (const other of document.querySelectorAll(".says"))
    other.classList.toggle("lit", other === place);
}

function fixes(finding) {
  return finding.fixes && make("section", { class: "fix" },
    make("h2", {}, "Suggested fix"),
    make("ul", {}, finding.fixes.map((edit) => make("li", {},
      make("span", { class: "muted" }, String(edit.line)),
      make("pre", { tabindex: 0 }, edit.before.trimStart(),
           edit.old && make("del", {}, edit.old),
           edit.new && make("ins", {}, edit.new), edit.after)))));
}

// The sources of a story.

const around = 3; // Lines above and below a place.
const further = 10; // More at a time.

/** The kept lines of a file by number. */
function linesOf(file) {
  file.byNumber ??= new Map((file.chunks ?? []).flatMap((chunk) =>
    chunk.lines.map((pieces, index) => [chunk.from + index, pieces])));
  return file.byNumber;
}

function sources(finding) {
  const byFile = new Map();
  stepsOf(finding).forEach((step, index) => {
    if (!step.place)
      return;
    const steps = byFile.get(step.place.file) ?? [];
    byFile.set(step.place.file,
               [...steps, { ...step, number: index + 1 }]);
  });
  return [...byFile].map(([file, steps]) => source(files[file], steps));
}

const stale = {
  gone: "This file cannot be read any more.",
  changed: "This file has changed since it was analysed; " +
           "what is shown may not be what was found.",
};

function source(file, steps) {
  const code = make("div", { class: "code", tabindex: 0, role: "region",
                             "aria-label": `Source of ${file.path}` });
  const ranges = steps.map(({ place }) =>
    ({ from: place.line - around, to: place.line + around }));
  if (file.state !== "gone")
    showRanges(code, file, steps, ranges);
  return make("figure", { class: "source" },
    make("figcaption", {}, make("code", {}, file.path),
         stale[file.state] && make("span", { class: "stale" },
                                   stale[file.state])),
    file.state !== "gone" && code);
}

/** Ranges that touch become one; lines that are not kept are left out. */
function merged(file, ranges) {
  const kept = linesOf(file);
  const wanted = new Set();
  for (const { from, to } of ranges)
    for (let line = Math.max(1, from); line <= to; ++line)
      if (kept.has(line))
        wanted.add(line);
  const result = [];
  for (const line of [...wanted].sort((a, b) => a - b))
    if (result.length && line - result.at(-1).to <= 2 && kept.has(line - 1))
      result.at(-1).to = line;
    else
      result.push({ from: line, to: line });
  return result;
}

function showRanges(code, file, steps, ranges) {
  const kept = linesOf(file);
  const all = merged(file, ranges);
  const rows = make("div", { class: "lines" });
  const more = (text, range) => make("button", {
    type: "button", class: "quiet", onclick: () => {
      showRanges(code, file, steps, [...all, range]);
      code.focus({ preventScroll: true });
    },
  }, text);
  all.forEach(({ from, to }, index) => {
    const next = all[index + 1];
    if (index === 0 && kept.has(from - 1))
      rows.append(make("div", { class: "more" },
        more("\u2191 Show lines above", { from: from - further, to: from })));
    for (let line = from; line <= to; ++line)
      rows.append(...codeLine(line, kept.get(line),
                              steps.filter((s) => s.place.line === line)));
    const buttons = [];
    if (kept.has(to + 1))
      buttons.push(more("\u2193 Show lines below",
                        { from: to, to: to + further }));
    if (next && kept.has(next.from - 1))
      buttons.push(more("\u2191 Show lines above",
                        { from: next.from - further, to: next.from }));
    if (next || buttons.length)
      rows.append(make("div", { class: "more" }, buttons.length
        ? buttons : make("span", { class: "muted" }, "\u22ef")));
  });
  code.replaceChildren(rows);
}

function codeLine(line, pieces, steps) {
  const marks = steps.map((s) => s.place).filter((p) => p.length);
  const text = make("span", {});
  let offset = 0;
  pieces.forEach((piece, index) => {
    const kind = index % 2 ? piece[0] : undefined;
    const content = index % 2 ? piece.slice(1) : piece;
    if (kind === "m") {
      text.append(make("span", { class: "m" },
                       ` \u2026 ${count(Number(content), "byte")} more`));
      return;
    }
    const parent = kind ? text.appendChild(make("span", { class: kind })) : text;
    const edges = new Set([0, content.length]);
    for (const { at, length } of marks)
      for (const edge of [at - offset, at + length - offset])
        if (edge > 0 && edge < content.length)
          edges.add(edge);
    const cuts = [...edges].sort((a, b) => a - b);
    cuts.slice(1).forEach((end, i) => {
      const part = content.slice(cuts[i], end);
      const isMarked = marks.some(({ at, length }) =>
        at <= offset + cuts[i] && offset + end <= at + length);
      parent.append(isMarked ? make("mark", {}, part) : part);
    });
    offset += content.length;
  });
  return [
    make("div", { class: steps.length ? "codeline here" : "codeline" },
         make("span", {}, String(line)), text),
    ...steps.map((step) => make("div", { class: "says", id: `step-${step.number}` },
      number(step.number), make("span", {}, step.message))),
  ];
}

// The drawing of a story.

function drawing(finding) {
  const { width, top, height, nodes, edges } = finding.drawing;
  const margin = 2;
  const sentences = edges.flatMap(({ from, to, says }) => says.map(
    ({ verb }) => `${nodes[from].label} ${verb} ${nodes[to].label}`));
  return make("figure", { class: "drawing" },
    draw("svg", {
      role: "img", "aria-label": sentences.join("; "),
      viewBox: [-margin, top - margin, width + 2 * margin, height + 2 * margin]
        .join(" "),
      width: width + 2 * margin, height: height + 2 * margin,
    }, edges.map(edge), nodes.map(node)));
}

const round = ["thread", "task", "nobody"]; // Kinds of actors.

function node({ kind, label, name, center: [x, y], width, height, steps }) {
  return draw("g", { class: `node ${kind}` },
    name && draw("title", {}, name),
    draw("rect", { x: x - width / 2, y: y - height / 2, width, height,
                   rx: round.includes(kind) ? height / 2 : 4 }),
    draw("text", { x, y },
      (steps ?? []).map((step) =>
        draw("tspan", { class: "number" }, `${step}\u2002`)), label));
}

function edge({ missing, curve, at: [x, y], says }) {
  const [start, ...points] = curve.slice(0, -1);
  const tip = curve.at(-1);
  const end = points.at(-1);
  const [dx, dy] = [tip[0] - end[0], tip[1] - end[1]];
  const side = (sign) => [end[0] - sign * dy / 2, end[1] + sign * dx / 2];
  return draw("g", { class: missing ? "edge missing" : "edge" },
    draw("path", { d: `M${start}C${points.join(" ")}` }),
    draw("polygon", { points: [tip, side(1), side(-1)].join(" ") }),
    says.flatMap(({ step, verb }, index) => {
      const middle = y + (index - (says.length - 1) / 2) * 16;
      const width = 6 * verb.length + (missing ? 6 : 20);
      return [
        draw("rect", { x: x - width / 2, y: middle - 8, width, height: 16 }),
        draw("text", { x, y: middle },
          !missing && draw("tspan", { class: "number" }, String(step)),
          missing ? verb : `\u2002${verb}`),
      ];
    }));
}

// The overview.

function overview() {
  const problems = [
    ...report.mistakes.map((message) =>
      make("li", { class: "problem" }, message)),
    ...report.failures.map((f) => make("li", { class: "problem" },
      make("code", {}, f.file), ` ${f.reason}: `,
      f.at && make("code", {}, `${f.at.file}:${f.at.line}:${f.at.column} `),
      f.message,
      f.more ? make("span", { class: "muted" },
                    ` (and ${count(f.more, "more error")})`) : null)),
  ];
  const isComplete = problems.length === 0;
  return [make("div", { class: "overview" },
    make("button", { type: "button", class: "quiet back", onclick: leave },
         "\u2039 Findings"),
    make("h1", { tabindex: -1, id: "title" },
      findings.length ? report.summary.split(";")[0]
        : isComplete ? "No findings" : "No findings, but not all was analysed"),
    make("p", { class: "lead" },
      findings.length ? report.summary.split(";").slice(1).join(";").trim()
        : `${count(report.analysed, "file")} analysed`),
    !isComplete && make("section", {},
      make("h2", {}, "What could not be analysed"), make("ul", {}, problems)),
    findings.length > 0 && make("section", {}, make("h2", {}, "By rule"),
      table(tally((f) => f.check), "rule", shortRule)),
    findings.length > 0 && make("section", {}, make("h2", {}, "By file"),
      table(tally(pathOf), "file", String)),
    make("footer", {}, `tether ${report.tool.version}, LLVM ${report.tool.llvm}`,
         make("br"), report.root))];
}

function table(rows, select, text) {
  const most = rows[0][1];
  const row = ([value, n]) => {
    const bar = make("i");
    bar.style.width = `${100 * n / most}%`;
    return make("li", {},
      make("button", { type: "button", onclick: () => choose(select, value) },
        make("span", { class: "name" }, text(value)),
        make("span", { class: "share", "aria-hidden": "true" }, bar),
        make("span", { class: "count" }, n.toLocaleString("en")),
        report.checks[value] &&
          make("span", { class: "about" }, report.checks[value])));
  };
  const first = rows.slice(0, 15);
  const rest = rows.slice(15);
  return make("div", { class: "table" }, make("ul", {}, first.map(row)),
    rest.length > 0 && make("details", {},
      make("summary", {}, `${rest.length} more`),
      make("ul", {}, rest.map(row))));
}

// Which of them is seen.

function route() {
  const id = location.hash.slice(1);
  const finding = findings.find((f) => f.id === id || f.number === id);
  open?.link.removeAttribute("aria-current");
  open = finding ?? null;
  document.body.dataset.view =
    finding ? "story" : id === "overview" ? "overview" : "list";
  $("pane").replaceChildren(...(finding ? story(finding) : overview()));
  if (id && !finding && id !== "overview")
    $("title").before(make("p", { class: "stale" },
                           `This report has no finding #${id}.`));
  $("pane").scrollTop = 0;
  if (finding) {
    finding.link.setAttribute("aria-current", "true");
    unfold(finding);
    finding.link.scrollIntoView({ block: "nearest" });
    showPosition();
  }
  if (finding || id === "overview")
    $("title").focus({ preventScroll: true });
}

/** Shows it in the list, if the filters leave it there. */
function unfold(finding) {
  const group = finding.item.closest("details");
  if (group)
    group.open = true;
}

/** Where the story stands among those that are shown. */
function showPosition() {
  if (!open)
    return;
  const index = shown.indexOf(open);
  $("position").textContent = index < 0 ? "not in the list"
    : `${index + 1} of ${shown.length.toLocaleString("en")}`;
  $("previous").disabled = index <= 0;
  $("next").disabled = index < 0 || index + 1 >= shown.length;
}

function leave() {
  const link = open?.link;
  history.pushState(null, "", location.pathname + location.search);
  route();
  link?.focus();
}

/** To the next finding or the one before, opened if one is open. */
function move(step) {
  const current = open ?? shown.find((f) => f.link === document.activeElement);
  const index = current ? shown.indexOf(current) + step : 0;
  const next = shown[Math.min(Math.max(index, 0), shown.length - 1)];
  if (!next)
    return;
  if (!open) {
    unfold(next);
    next.link.focus();
  } else if (next !== open) {
    history.replaceState(null, "", `#${next.id}`);
    route();
  }
}

// The keyboard and the theme.

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || $("keys").open)
    return;
  const isTyping = event.target === $("search");
  if (event.key === "Escape") {
    if (isTyping && $("search").value) {
      $("search").value = "";
      filter();
    } else if (isTyping) {
      $("search").blur();
    } else if (location.hash) {
      leave();
    } else {
      return;
    }
  } else if (event.target.closest?.("input, select")) {
    if (!isTyping || event.key !== "Enter")
      return;
    shown[0]?.link.focus();
  } else if (event.key === "/") {
    if (!$("browser").checkVisibility())
      leave();
    $("search").select();
  } else if (event.key === "j" || event.key === "k") {
    move(event.key === "j" ? 1 : -1);
  } else if (event.key === "?") {
    $("keys").showModal();
  } else {
    return;
  }
  event.preventDefault();
});

const dark = matchMedia("(prefers-color-scheme: dark)");

function isDark() {
  const theme = document.documentElement.dataset.theme;
  return theme ? theme === "dark" : dark.matches;
}

function showTheme() {
  $("theme").textContent = isDark() ? "Light theme" : "Dark theme";
}

$("theme").addEventListener("click", () => {
  document.documentElement.dataset.theme = isDark() ? "light" : "dark";
  showTheme();
});
dark.addEventListener("change", showTheme);

$("help").addEventListener("click", () => $("keys").showModal());
$("filters").addEventListener("submit", (event) => event.preventDefault());
for (const type of ["input", "change"])
  $("filters").addEventListener(type, ({ target }) =>
    target.name === "group" ? group(target.value) : filter());
$("filters").addEventListener("reset", () => {
  clearSeverities();
  setTimeout(() => {
    group(document.querySelector("[name=group]:checked").value);
  });
});
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  (shown[0]?.link ?? $("list")).focus();
});
addEventListener("hashchange", route);

// On paper there is nothing to open.
addEventListener("beforeprint", () => {
  if (open || shown.length > 200)
    return;
  document.body.dataset.view = "story";
  $("pane").append(...shown.flatMap(story));
});
addEventListener("afterprint", route);

$("project").textContent = report.project;
$("summary").textContent = report.summary;
const problems = report.failures.length + report.mistakes.length;
$("incomplete").hidden = problems === 0;
$("incomplete").textContent = "incomplete";
document.body.toggleAttribute("data-empty", findings.length === 0);
for (const part of document.querySelectorAll(".bar, .panes"))
  part.hidden = false;
showTheme();
fillFilters();
group("rule");
route();
