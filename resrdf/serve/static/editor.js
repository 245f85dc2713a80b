// Starts the query editor (YASGUI) on the SPARQL page. The form that the server wrote stays where anything fails.
// The editor asks this server only: its default endpoint, its lists of prefixes and terms are replaced by ours.
(() => {
  "use strict";
  const place = document.getElementById("editor");
  const form = document.getElementById("query-form");
  const field = document.getElementById("query");
  if (!place || !form || typeof Yasgui === "undefined") return;

  const endpoint = new URL(place.dataset.endpoint, location.href).href;
  const base = place.dataset.base;
  const prefixes = Object.fromEntries(JSON.parse(place.dataset.prefixes));
  const [SH, SCHEMA] = ["http://www.w3.org/ns/shacl#", "https://schema.org/"];
  const { Yasqe, Yasr } = Yasgui;

  // ------------------------------------------------------------------ what the editor completes
  const ask = async (query) => {
    const body = new URLSearchParams({ query });
    const answer = await fetch(endpoint, { method: "POST", body, headers: { accept: "application/sparql-results+json" } });
    if (!answer.ok) throw new Error(await answer.text());
    return (await answer.json()).results.bindings;
  };
  const once = (make) => {
    let made;
    return () => (made ??= make());
  };
  const termsOf = (pattern) =>
    once(() =>
      ask(`SELECT DISTINCT ?t { ${pattern} FILTER(ISIRI(?t)) } ORDER BY ?t LIMIT 2000`).then(
        (rows) => rows.map((row) => row.t.value),
        () => [],
      ),
    );
  const classes = termsOf("?t a owl:Class");
  const properties = termsOf("VALUES ?c { owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty } ?t a ?c");
  const startingWith = (terms) => async (_, token) => {
    const begun = token?.autocompletionString ?? token?.string ?? "";
    return (await terms()).filter((term) => term.startsWith(begun));
  };
  Yasqe.forkAutocompleter("class", { name: "our-classes", get: startingWith(classes) }, false);
  Yasqe.forkAutocompleter("property", { name: "our-properties", get: startingWith(properties) }, false);
  const declarations = Object.entries(prefixes).map(([name, iri]) => `${name}: <${iri}>`).sort();
  Yasqe.forkAutocompleter("prefixes", { name: "our-prefixes", get: declarations, persistenceId: null }, false);
  Yasqe.defaults.autocompleters = ["variables", "our-prefixes", "our-classes", "our-properties"];
  Yasqe.defaults.requestConfig.endpoint = endpoint;

  // ------------------------------------------------------------------ how it answers
  Yasr.defaults.errorRenderers = [
    async (error) => {
      let said = error.text || error.message || "";
      try {
        said = JSON.parse(said).detail ?? said; // problem+json
      } catch {
        // plain text
      }
      const shown = document.createElement("p");
      shown.className = "reason";
      shown.setAttribute("role", "alert");
      shown.textContent = said.trim() || "The server gave no answer.";
      return shown;
    },
  ];

  // ------------------------------------------------------------------ names for what has none, links that stay here
  const MENDS = {
    ".CodeMirror textarea": (element) => element.setAttribute("aria-label", "SPARQL query"),
    "a.iri": (element) => {
      if (!element.href.startsWith(base)) return;
      element.href = `/${element.href.slice(base.length)}`;
      element.removeAttribute("target");
    },
    ".addTab": (element) => element.setAttribute("role", "tab"), // a list of tabs may hold nothing else
    ".CodeMirror-scroll": (element) => {
      for (const [name, value] of [["tabindex", "0"], ["role", "group"], ["aria-label", "The text of the query"]]) {
        element.setAttribute(name, value); // it scrolls, so the keyboard must reach it
      }
    },
    "th.dt-orderable-none": (element) => {
      const name = document.createElement("span");
      name.className = "hidden";
      name.textContent = "Row";
      element.append(name);
    },
    ".tabMenu input, .tabMenu select": (element) => {
      const beside = [...element.parentElement.children].filter((each) => each.matches("input"));
      const part = beside.length > 1 ? [", name", ", value"][beside.indexOf(element)] : "";
      const label = element.parentElement.querySelector("label") ?? element.closest(".requestConfigWrapper")?.firstElementChild;
      element.setAttribute("aria-label", `${label?.textContent.trim() || "Setting"}${part ?? ""}`);
    },
    ".tableSizer": (element) => element.setAttribute("aria-label", "Rows on a page"),
    ".tableFilter": (element) => element.setAttribute("aria-label", "Filter the rows"),
  };
  const mend = () => {
    for (const [selector, change] of Object.entries(MENDS)) {
      for (const element of place.querySelectorAll(`:is(${selector}):not([data-mended])`)) {
        element.dataset.mended = "";
        change(element);
      }
    }
  };

  // ------------------------------------------------------------------ starting, with the tabs of the last visit
  const storageId = `resrdf ${base}`;
  const start = () => {
    place.replaceChildren();
    return new Yasgui(place, {
      autoAddOnInit: false,
      autofocus: false,
      copyEndpointOnNewTab: false,
      persistenceId: storageId,
      populateFromUrl: false,
      endpointCatalogueOptions: { getData: () => [] },
      requestConfig: { endpoint: () => endpoint, method: "POST" },
      yasqe: {
        value: field.defaultValue,
        extraKeys: { Tab: false, "Shift-Tab": false }, // the keyboard finds its way out
      },
      yasr: { prefixes, maxPersistentResponseSize: 0 }, // an answer of other data is not shown again
    });
  };
  const startAnew = () => {
    for (const key of Object.keys(localStorage)) if (key.includes(storageId)) localStorage.removeItem(key);
    return start();
  };

  let editor;
  try {
    try {
      editor = start();
    } catch {
      editor = startAnew(); // what was kept cannot be read any more
    }
    const add = (name, text) => {
      const settings = { selectedPlugin: "table", pluginsConfig: { table: { compact: true } } };
      return editor.addTab(true, { name, yasqe: { value: text }, yasr: { settings } });
    };
    const open = (name, text) => {
      const known = editor.persistentConfig.getTabs().find((id) => editor.persistentConfig.getTab(id).yasqe.value === text);
      if (known) editor.selectTabId(known);
      else add(name, text);
      return editor.getTab();
    };
    const given = new URLSearchParams(location.search);
    const shared = new URLSearchParams(location.hash.slice(1)); // the editor's share link; of it, the query alone is taken
    if (shared.has("query")) open(shared.get("tabTitle") ?? "Query", shared.get("query"));
    else if (given.has("example") || given.has("query")) open(given.get("example") ?? "Query", field.defaultValue);
    else if (!editor.persistentConfig.getTabs().length) add("Query", field.defaultValue);

    // the examples are links that the server understands; here they open a tab, from the same list that machines read
    const examples = once(async () => {
      const answer = await fetch("/queries", { headers: { accept: "application/ld+json" } });
      const found = new Map();
      for (const query of await answer.json()) {
        const text = ["select", "ask", "construct", "describe"].flatMap((form) => query[SH + form] ?? [])[0];
        found.set(query[`${SCHEMA}name`][0]["@value"], text["@value"]);
      }
      return found;
    });
    document.addEventListener("click", async (event) => {
      const link = event.target.closest?.('a[href^="/sparql?example="]');
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      try {
        const name = new URL(link.href).searchParams.get("example");
        open(name, (await examples()).get(name));
        place.scrollIntoView({ block: "start" });
        await editor.getTab().query();
      } catch {
        if (!editor.getTab()?.hasResults()) location.assign(link.href);
      }
    });

    const keep = () => {
      const asked = editor.getTab()?.getYasqe();
      if (asked) field.value = asked.getValue();
    };
    for (const event of ["tabChange", "tabSelect", "query"]) editor.on(event, keep);
    new MutationObserver(mend).observe(place, { childList: true, subtree: true });
    mend();
    place.hidden = false;
    form.hidden = true;
    editor.getTab()?.show(); // drawn while hidden, it has no size yet
    keep();
  } catch (error) {
    place.hidden = true;
    form.hidden = false;
    console.warn("The query editor did not start; the form does its work.", error);
  }
})();
