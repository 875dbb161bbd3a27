// Tells Python the usable width, sets the page's language, and puts the framework's few English texts into ours.
const HELP = "Help for ";
const LIMIT = "MB per file";

function translate(node, words) {
  if (node.nodeType === Node.TEXT_NODE) {
    const own = words[node.nodeValue.trim()];
    if (own) node.nodeValue = own;
    else if (/^(Limit )?\d+ ?MB per file/.test(node.nodeValue)) node.nodeValue = (words[LIMIT] || "{n} MB").replace("{n}", node.nodeValue.match(/\d+/)[0]);
    return;
  }
  if (node.nodeType !== Node.ELEMENT_NODE) return;
  for (const name of ["aria-label", "title", "placeholder"]) {
    const said = (node.getAttribute(name) || "").trim();
    if (words[said]) node.setAttribute(name, words[said]);
    else if (said.startsWith(HELP)) node.setAttribute(name, words[HELP] + said.slice(HELP.length));
  }
  node.childNodes.forEach((child) => translate(child, words));
}

// A scroll bar may take up to 20 px: the chart then reaches into the margin, which has 28
function usableWidth(widths) {
  const main = document.querySelector('[data-testid="stMainBlockContainer"]');
  if (!main) return null;
  const style = getComputedStyle(main);
  const free = main.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  return widths.filter((width) => width <= free + 20).pop() || widths[0];
}

export default function (component) {
  const { data, setStateValue } = component;
  document.documentElement.lang = data.lang;
  let told = data.told;
  let timer = 0;
  let before = 0;
  const tell = () => {
    const width = usableWidth(data.widths);
    // Each width that is told has the whole page run: only one that lasts, measured under our own style sheet
    const styled = getComputedStyle(document.documentElement).getPropertyValue("--duibiao");
    if (width && width !== told && (!styled || width !== before)) {
      before = width;
      later();
    } else if (width && width !== told) {
      told = width;
      document.cookie = `${data.cookie}=${width}; path=/; max-age=31536000; SameSite=Strict`;
      setStateValue("width", width);
    }
  };
  const later = () => { clearTimeout(timer); timer = setTimeout(tell, 120); };
  // The style sheet narrows the side bar a moment after the first layout: what counts is the room, not the window
  later();
  const room = new ResizeObserver(later);
  room.observe(document.querySelector('[data-testid="stMain"]') || document.body);
  let observer = null;
  if (Object.keys(data.words).length) {
    translate(document.body, data.words);
    observer = new MutationObserver((changes) => changes.forEach((change) => {
      if (change.type === "characterData") translate(change.target, data.words);
      else change.addedNodes.forEach((node) => translate(node, data.words));
    }));
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  }
  return () => {
    room.disconnect();
    clearTimeout(timer);
    if (observer) observer.disconnect();
  };
}
