// One slide over the whole window. Arrow keys, Page Up/Down, space, a click on the left or right third: the next view.
// Escape leaves; F fills the screen. The buttons show while the pointer moves or one of them has the focus.
const KEYS = {
  ArrowRight: "on", ArrowDown: "on", PageDown: "on", " ": "on", ArrowLeft: "back", ArrowUp: "back", PageUp: "back",
};

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const stage = parentElement.querySelector(".stage");
  const drawn = stage.querySelector(".drawn");
  if (drawn.dataset.stamp !== data.stamp) {
    drawn.innerHTML = data.svg;
    drawn.dataset.stamp = data.stamp;
    const svg = drawn.querySelector("svg");
    svg.setAttribute("aria-label", data.alt);
    svg.removeAttribute("width");
    svg.removeAttribute("height");
  }
  // One step at a time: a second key before the next view is there would take back half of the first
  let until = 0;
  const go = (step) => {
    if (Date.now() < until) return;
    until = Date.now() + 4000;
    stage.classList.add("waiting");
    setTriggerValue("go", step);
  };
  stage.classList.remove("waiting");
  const fill = () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen());
  const buttons = stage.querySelectorAll("button");
  [data.words.back, data.words.on, data.words.fill, data.words.leave].forEach((word, number) => {
    buttons[number].textContent = word;
  });
  [() => go("back"), () => go("on"), fill, () => go("leave")].forEach((act, number) => { buttons[number].onclick = act; });
  drawn.onclick = (event) => {
    const share = event.clientX / window.innerWidth;
    if (share < 1 / 3) go("back");
    else if (share > 2 / 3) go("on");
  };
  // A slide that is being replaced is still there for a moment: only the newest one listens
  const turn = (window.duibiaoSlide = (window.duibiaoSlide || 0) + 1);
  const key = (event) => {
    if (turn !== window.duibiaoSlide) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && !document.fullscreenElement) go("leave");
    else if (event.key === "f" || event.key === "F") fill();
    else if (event.key === " " && event.composedPath()[0].tagName === "BUTTON") return;
    else if (KEYS[event.key]) go(KEYS[event.key]);
    else return;
    event.preventDefault();
  };
  let timer = 0;
  const wake = () => {
    stage.classList.add("awake");
    clearTimeout(timer);
    timer = setTimeout(() => stage.classList.remove("awake"), 2000);
  };
  window.addEventListener("keydown", key);
  window.addEventListener("mousemove", wake);
  return () => {
    window.removeEventListener("keydown", key);
    window.removeEventListener("mousemove", wake);
    clearTimeout(timer);
  };
}
