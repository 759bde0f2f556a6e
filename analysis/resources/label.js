// Shows one text after the other, and keeps what is answered in `answers`: a label and a note for each.
// Loaded by anywidget from the kernel; it asks for nothing over the network.

const HELP = "S skip · U undo · M note";

function element(tag, name, text) {
  const made = document.createElement(tag);
  made.className = `sidelight-label-${name}`;
  if (text !== undefined) made.textContent = text;
  return made;
}

// The target stands between « and »; everything is text, never markup.
function marked(text) {
  const shown = element("p", "text");
  const start = text.indexOf("«");
  const end = text.indexOf("»", start);
  if (start < 0 || end < 0) {
    shown.textContent = text;
    return shown;
  }
  shown.append(text.slice(0, start), element("mark", "target", text.slice(start + 1, end)), text.slice(end + 1));
  return shown;
}

function render({ model, el }) {
  const rows = model.get("rows");
  const choices = model.get("choices"); // [{label, key}]
  const past = [];
  let place = next(-1);

  function answers() {
    return model.get("answers");
  }

  function next(from) {
    const given = model.get("answers");
    for (let step = 1; step <= rows.length; step += 1) {
      const found = (from + step + rows.length) % rows.length;
      if (!given[found].label) return found;
    }
    return rows.length; // all are done
  }

  function keep(at, label, note) {
    const changed = answers().map((one, number) => (number === at ? { label, note } : one));
    model.set("answers", changed);
    model.save_changes();
  }

  function choose(label) {
    if (place >= rows.length) return;
    past.push({ place, ...answers()[place] });
    keep(place, label, root.querySelector("input")?.value ?? "");
    place = next(place);
    draw();
  }

  function skip() {
    if (place < rows.length) {
      place = next(place);
      draw();
    }
  }

  function undo() {
    const last = past.pop();
    if (!last) return;
    keep(last.place, last.label, last.note);
    place = last.place;
    draw();
  }

  function press(event) {
    event.stopPropagation(); // keys are commands of the notebook, too
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.tagName === "INPUT") {
      if (event.key === "Enter" || event.key === "Escape") root.focus();
      return;
    }
    const key = event.key.toLowerCase();
    const chosen = choices.find((choice) => choice.key === key);
    const command = { s: skip, u: undo, m: () => root.querySelector("input")?.focus() }[key];
    if (!chosen && !command) return;
    event.preventDefault();
    if (chosen) choose(chosen.label);
    else command();
  }

  function draw() {
    const given = answers();
    const done = given.filter((one) => one.label).length;
    const bar = element("progress", "bar");
    bar.max = rows.length;
    bar.value = done;
    const parts = [element("div", "count", `${done} of ${rows.length} labelled`), bar];
    if (place >= rows.length) {
      parts.push(element("p", "text", "All are labelled. U takes the last one back."));
    } else {
      const row = rows[place];
      parts.push(element("div", "from", [row.title, row.outlet, row.day].filter(Boolean).join(" · ")));
      parts.push(marked(row.text), element("p", "question", `${model.get("question")} `));
      parts.at(-1).append(element("strong", "party", row.party));
      const buttons = element("div", "buttons");
      for (const { label, key } of choices) {
        const button = element("button", `button sidelight-label-${label}`, `${label} (${key.toUpperCase()})`);
        button.setAttribute("aria-pressed", String(given[place].label === label));
        button.addEventListener("click", () => choose(label));
        buttons.append(button);
      }
      const note = element("input", "note");
      note.value = given[place].note;
      note.placeholder = "note";
      note.setAttribute("aria-label", "note");
      const at = place;
      note.addEventListener("change", () => keep(at, answers()[at].label, note.value));
      parts.push(buttons, note);
    }
    parts.push(element("div", "help", HELP));
    root.replaceChildren(...parts);
    root.focus({ preventScroll: true });
  }

  const root = element("div", "root");
  root.tabIndex = 0;
  root.setAttribute("data-lm-suppress-shortcuts", "true");
  root.addEventListener("keydown", press);
  el.append(root);
  draw();
}

export default { render };
