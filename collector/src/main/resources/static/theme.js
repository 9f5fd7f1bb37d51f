// Runs before the first paint: applies the reader's choice of theme, else the system's.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  try {
    const chosen = localStorage.getItem("theme");
    if (chosen === "dark" || chosen === "light") root.dataset.theme = chosen;
  } catch {
    // Storage can be denied; the system's theme stays.
  }
})();
