// Runs before the first paint, so that a chosen colour scheme never flashes the other one.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  let chosen = null;
  try { chosen = localStorage.getItem("theme"); } catch { /* storage may be closed to this page */ }
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
})();
