// What the pages gain from JavaScript. Each part stands alone, and no page needs any of it.
// A classic script, since browsers refuse modules on pages opened from disk.
(() => {
  const words = document.currentScript.dataset;
  // Links name index.html so that they work from disk; on a server the address need not show it.
  if (location.protocol.startsWith("http") && location.pathname.endsWith("/index.html")) {
    history.replaceState(null, "", location.pathname.slice(0, -"index.html".length) + location.search + location.hash);
  }

  const toggle = document.querySelector("[data-theme-toggle]");
  if (toggle) {
    const label = toggle.querySelector("[data-theme-label]");
    const sheet = document.getElementById("dark-scheme");
    const system = matchMedia("(prefers-color-scheme: dark)");
    const isDark = () => matchMedia(sheet.media).matches;
    const tell = () => { label.textContent = isDark() ? words.light : words.dark; };
    toggle.addEventListener("click", () => {
      const wantsDark = !isDark();
      window.chooseScheme(wantsDark === system.matches ? null : wantsDark ? "dark" : "light");
      tell();
    });
    system.addEventListener("change", tell);
    tell();
    toggle.hidden = false;
  }

  if (navigator.clipboard) {
    for (const block of document.querySelectorAll("[data-copy]")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      button.textContent = words.copy;
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(block.textContent.trimEnd());
          button.textContent = words.copied;
        } catch {
          button.textContent = words.refused;
        }
        setTimeout(() => { button.textContent = words.copy; }, 1600);
      });
      const frame = document.createElement("div");
      frame.className = "copyable";
      block.replaceWith(frame);
      frame.append(block, button);
    }
  }

  // CSS shows the panel that the address names; assistive technology is told here.
  const tabs = document.querySelectorAll(".tabs a");
  if (tabs.length) {
    const mark = () => {
      let target = null;
      try { target = document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch { /* not an id */ }
      const panel = target?.closest(".panel")?.id ?? tabs[0].hash.slice(1);
      for (const tab of tabs) {
        if (tab.hash === "#" + panel) tab.setAttribute("aria-current", "true");
        else tab.removeAttribute("aria-current");
      }
    };
    addEventListener("hashchange", mark);
    mark();
  }
})();
