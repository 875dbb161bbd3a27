// Says what a chart shows, and makes it reachable by the keyboard: arrows go from district to district, Home and End to the
// ends, Escape lets go.
const STEPS = { ArrowDown: "1", ArrowRight: "1", ArrowUp: "-1", ArrowLeft: "-1", Home: "first", End: "last", Escape: "none" };
const CHARTS = '[data-testid="stVegaLiteChart"]';

function reachable(words, said) {
  document.querySelectorAll(CHARTS).forEach((chart) => {
    const box = chart.closest('[class*="st-key-"]');
    const key = box && [...box.classList].find((name) => name.startsWith("st-key-"));
    const text = key && said[key.slice(7)];
    if (text && chart.getAttribute("aria-label") !== text) chart.setAttribute("aria-label", text);
    if (chart.tabIndex === 0) return;
    chart.tabIndex = 0;
    chart.title = "";
    chart.setAttribute("aria-keyshortcuts", Object.keys(STEPS).join(" "));
    chart.setAttribute("aria-roledescription", words);
  });
}

export default function (component) {
  const { data, setTriggerValue } = component;
  const pressed = (event) => {
    const chart = event.target.closest ? event.target.closest(CHARTS) : null;
    const step = STEPS[event.key];
    if (!chart || !step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    setTriggerValue("step", step);
  };
  reachable(data.words, data.said);
  const observer = new MutationObserver(() => reachable(data.words, data.said));
  observer.observe(document.body, { subtree: true, childList: true });
  document.addEventListener("keydown", pressed);
  return () => {
    observer.disconnect();
    document.removeEventListener("keydown", pressed);
  };
}
