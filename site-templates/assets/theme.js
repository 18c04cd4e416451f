// Runs before the first paint, so that a chosen colour scheme never flashes the other one.
(() => {
  const sheet = document.getElementById("dark-scheme");
  const system = sheet.media;
  const media = { dark: "screen", light: "not all" };
  let chosen = null;
  try { chosen = localStorage.getItem("theme"); } catch { /* storage may be closed to this page */ }
  sheet.media = media[chosen] ?? system;

  // `null` follows the system again.
  window.chooseScheme = (scheme) => {
    sheet.media = media[scheme] ?? system;
    try {
      if (scheme) localStorage.setItem("theme", scheme); else localStorage.removeItem("theme");
    } catch { /* the choice then lasts for this page only */ }
  };
})();
