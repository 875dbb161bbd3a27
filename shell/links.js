// Asks for the side bar's links anew once the address carries something else than they do, and nothing runs any more.
function carried(names) {
  const all = new URLSearchParams(window.location.search);
  return JSON.stringify(names.map((name) => all.get(name) || ""));
}

// Says which link is the page one is on (of two that lead to it, the one in the list of pages, which comes last), and gives the
// start page's link its path: "?city=…" alone would open this page again in a new tab
function mark() {
  const path = (url) => new URL(url, window.location.href).pathname.replace(/\/$/, "");
  const links = [...document.querySelectorAll('[data-testid="stSidebar"] [data-testid="stPageLink-NavLink"]')];
  for (const link of links) {
    const to = link.getAttribute("href") || "";
    if (to === "" || to.startsWith("?")) link.setAttribute("href", "./" + to);
  }
  const here = links.filter((link) => path(link.href) === path(window.location.href)).pop();
  for (const link of links) {
    if ((link === here) === link.hasAttribute("aria-current")) continue;
    if (link === here) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

export default function (component) {
  const { data, setTriggerValue } = component;
  let told = JSON.stringify(data.names.map((name) => data.told[name] || ""));
  let timer = 0;
  let frame = 0;
  const look = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(mark);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const app = document.querySelector('[data-testid="stApp"]');
      const now = carried(data.names);
      if (now === told) return;
      if (app && app.dataset.testScriptState !== "notRunning") { look(); return; }
      told = now;
      setTriggerValue("moved", now);
    }, 120);
  };
  const observer = new MutationObserver(look);
  observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  mark();
  return () => {
    observer.disconnect();
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}
