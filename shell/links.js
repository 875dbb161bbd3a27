// Asks for the side bar's links anew once the address carries something else than they do, and nothing runs any more.
function carried(names) {
  const all = new URLSearchParams(window.location.search);
  return JSON.stringify(names.map((name) => all.get(name) || ""));
}

export default function (component) {
  const { data, setTriggerValue } = component;
  let told = JSON.stringify(data.names.map((name) => data.told[name] || ""));
  let timer = 0;
  const look = () => {
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
  return () => {
    observer.disconnect();
    clearTimeout(timer);
  };
}
