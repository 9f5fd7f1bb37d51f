// Navigation, theme, copying, relative times, and the live parts of a page.
"use strict";

const root = document.documentElement;

// Theme and menu

function dark() {
  return root.dataset.theme
    ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-action]");
  if (!button) return;
  switch (button.dataset.action) {
    case "theme": {
      root.dataset.theme = dark() ? "light" : "dark";
      try {
        localStorage.setItem("theme", root.dataset.theme);
      } catch {
        // Without storage the choice lasts for this page.
      }
      document.dispatchEvent(new Event("themechange"));
      break;
    }
    case "menu": {
      const open = button.getAttribute("aria-expanded") !== "true";
      button.setAttribute("aria-expanded", String(open));
      document.getElementById("nav").toggleAttribute("data-open", open);
      break;
    }
    case "copy": {
      const text = document.getElementById(button.dataset.copy).textContent.trim();
      navigator.clipboard.writeText(text).then(
        () => say(button, "Copied"),
        () => say(button, "Select and copy by hand"),
      );
      break;
    }
  }
});

function say(button, text) {
  const before = button.textContent;
  button.textContent = text;
  setTimeout(() => (button.textContent = before), 1800);
}

// Relative times stay true while a page is open.

function hint(iso) {
  const seconds = Math.round((Date.now() - Date.parse(iso)) / 1000);
  const distance = Math.abs(seconds);
  if (distance < 10) return "just now";
  const [value, unit] =
    distance >= 172800 ? [Math.floor(distance / 86400), "days"]
    : distance >= 7200 ? [Math.floor(distance / 3600), "h"]
    : distance >= 60 ? [Math.floor(distance / 60), "min"]
    : [distance, "s"];
  return seconds < 0 ? `in ${value} ${unit}` : `${value} ${unit} ago`;
}

function refreshTimes() {
  for (const element of document.querySelectorAll("[data-ago]")) {
    element.textContent = hint(element.dataset.ago);
  }
}
setInterval(refreshTimes, 20000);

// Live parts. The server sends what changed; every element with data-live="grades findings …" that
// cares is fetched anew from this page's own address and put in the place of the old one.

const REFRESH_PAUSE = 250;
let stale = new Set();
let refreshing = null;

function touch(topics) {
  topics.forEach((topic) => stale.add(topic));
  refreshing ??= setTimeout(refresh, REFRESH_PAUSE);
}

function concerned(element, topics) {
  return element.dataset.live.split(" ").some((topic) => topics.has(topic) || topics.has("all"));
}

async function refresh() {
  const topics = stale;
  stale = new Set();
  const old = [...document.querySelectorAll("[data-live]")].filter((e) => concerned(e, topics));
  try {
    if (old.length > 0) {
      const answer = await fetch(location.href, { headers: { "HX-Request": "true" } });
      if (answer.status === 401) return location.reload();
      if (answer.ok) replace(old, new DOMParser().parseFromString(await answer.text(), "text/html"));
    }
    document.dispatchEvent(new CustomEvent("livechange", { detail: topics }));
  } finally {
    refreshing = null;
    if (stale.size > 0) touch([]);
  }
}

function replace(old, page) {
  for (const element of old) {
    const fresh = page.getElementById(element.id);
    if (!fresh || element.contains(document.activeElement)) continue;
    for (const detail of element.querySelectorAll("details[open][id]")) {
      fresh.querySelector("#" + CSS.escape(detail.id))?.setAttribute("open", "");
    }
    element.replaceWith(fresh);
    htmx.process(fresh);
  }
}

function prepend(html) {
  const ticker = document.getElementById("ticker");
  if (!ticker) return;
  document.getElementById("ticker-empty")?.remove();
  ticker.insertAdjacentHTML("afterbegin", html);
  ticker.firstElementChild?.classList.add("fresh");
  while (ticker.children.length > 40) ticker.lastElementChild.remove();
}

function listen() {
  const state = document.getElementById("live");
  if (!state) return;
  const source = new EventSource("/events");
  let trouble = null;
  const show = (value, word) => {
    state.dataset.state = value;
    state.querySelector(".word").textContent = word;
  };
  source.onopen = () => {
    clearTimeout(trouble);
    show("on", "Live");
  };
  source.onerror = () => {
    clearTimeout(trouble);
    if (source.readyState === EventSource.CLOSED) {
      // Refused for good, such as after signing out elsewhere: look again, from the start.
      show("off", "Not live");
      setTimeout(() => {
        touch(["all"]);
        listen();
      }, 5000);
    } else {
      trouble = setTimeout(() => show("off", "Reconnecting"), 3000);
    }
  };
  source.addEventListener("ticker", (event) => prepend(event.data));
  source.addEventListener("changed", (event) => touch(event.data.split(" ")));
  source.addEventListener("progress", (event) => {
    const { id, percent, state: phase } = JSON.parse(event.data);
    const bar = document.getElementById(`bundle-${id}-progress`);
    if (bar) bar.value = percent;
    if (phase !== "RUNNING") touch(["bundles"]);
  });
  addEventListener("pagehide", () => source.close());
}

// htmx: the session's token goes with everything that changes something.

document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "get") {
    event.detail.headers["X-CSRF-Token"] = document.querySelector('meta[name="csrf"]').content;
  }
});
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status === 401) location.reload();
});
document.addEventListener("keydown", (event) => {
  const typing = /^(input|select|textarea)$/i.test(document.activeElement?.tagName ?? "");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
    const search = document.querySelector('input[type="search"]');
    if (search) {
      event.preventDefault();
      search.focus();
    }
  }
});

// Silence is news that no event brings.
setInterval(() => touch(["agents"]), 60000);

refreshTimes();
listen();

// A file goes with its form as base64 in a hidden field, which is told by the input's data-base64.

document.addEventListener("change", async (event) => {
  const input = event.target.closest("input[data-base64]");
  if (!input) return;
  const bytes = input.files.length ? new Uint8Array(await input.files[0].arrayBuffer()) : [];
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  document.getElementById(input.dataset.base64).value = btoa(text);
});
